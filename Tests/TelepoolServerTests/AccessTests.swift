import HTTPTypes
import TelepoolDomain
import TelepoolSQL
import TelepoolSecrets
import TelepoolSigning
import TelepoolTestSupport
import TelepoolTime
import Testing

@testable import TelepoolServer

struct `Accounts, users and keys` {
    let server: ServerFixture

    init() async throws {
        server = try await ServerFixture()
    }

    private var administrator: IssuedAccessKey { server.key(.administrator) }

    private func user(_ name: String) async throws -> String {
        try #require(try await server.domain.read { try $0.users.find(name: name) }).id.rawValue
    }

    private func issue(_ body: String = "{}", to name: String = "reader") async throws -> IssuedAccessKey {
        let reply = await server.request(.post, "/telepool/v1/users/\(try await user(name))/access-keys", body)
        #expect(reply.status == 201, "\(reply.text)")
        let match = try #require(
            reply.text.wholeMatch(of: /{"access_key_id":"(\w+)","secret_access_key":"(\w+)"}/))
        return IssuedAccessKey(id: String(match.1), secret: String(match.2))
    }

    private func lists(_ key: IssuedAccessKey) async -> Int { await server.call("NumberPoolList", as: key).status }

    // MARK: Keys

    @Test func `let a key take the place of another`() async throws {
        let (old, new) = (server.key(.reader), try await issue())
        let third = await server.request(.post, "/telepool/v1/users/\(try await user("reader"))/access-keys", "{}")
        #expect((third.status, third.errorCode) == (409, "TooManyAccessKeys"))
        #expect(await lists(old) == 200)
        #expect(await lists(new) == 200)
        let deleted = await server.request(.delete, "/telepool/v1/access-keys/\(old.id)")
        #expect(deleted.text == "{}")
        #expect(await lists(old) == 401)
        #expect(await lists(new) == 200)
        _ = try await issue()
    }

    @Test func `disable a key at once, and enable it again`() async throws {
        let key = server.key(.reader)
        #expect(await lists(key) == 200)
        let path = "/telepool/v1/access-keys/\(key.id)"
        let disabled = await server.request(.patch, path, #"{"enabled":false}"#)
        #expect(
            disabled.text.wholeMatch(
                of:
                    /{"id":"\w+","user_id":"[0-9a-f]{32}","enabled":false,"temporary":false,"created":"[^"]*","actions":\[\],"pools":\[\],"addresses":\[\]}/
            ) != nil, "\(disabled.text)")
        let refused = await server.call("NumberPoolList", as: key)
        #expect((refused.status, refused.errorCode) == (401, "InvalidAccessKey"))
        #expect(await server.request(.get, "/v1/sim-pools", as: key).errorCode == "APIGW.0301")
        _ = await server.request(.patch, path, #"{"enabled":true}"#)
        #expect(await lists(key) == 200)
    }

    @Test func `limit a key to operations`() async throws {
        let key = try await issue(#"{"actions":["NumberPoolList","Show*"]}"#)
        #expect(await lists(key) == 200)
        let refused = await server.call("NumberList", as: key)
        #expect((refused.status, refused.errorCode) == (403, "AccessDenied"))
        #expect(refused.text.contains("vms:NumberList"))
        let account = await server.request(.get, "/telepool/v1/account", as: key)
        #expect(
            account.text
                == #"{"name":"ours","domain_id":"\#(server.domain.account.domainID)","enabled":true,"quota":{}}"#)
        let pools = await server.request(.get, "/v1/sim-pools", as: key)
        #expect((pools.status, pools.errorCode) == (403, "APIGW.0302"))
        #expect(pools.text.contains("ListSimPools"))
        // Limits can be lifted.
        _ = await server.request(.put, "/telepool/v1/access-keys/\(key.id)/limits", "{}")
        #expect(await server.request(.get, "/v1/sim-pools", as: key).status == 200)
    }

    @Test func `limit a key to pools`() async throws {
        let names = ["one", "other"]
        var pools: [String] = []
        for name in names {
            let body = #"{"Name":"\#(name)","ServiceType":100,"SubServiceType":101}"#
            pools.append(
                String(try #require(await server.call("CreateNumberPool", body).text.firstMatch(of: /NP[0-9]+/)).0))
        }
        let key = try await issue(#"{"pools":["\#(pools[0])"]}"#, to: "manager")
        let list = { (pool: String) in await server.call("NumberPoolList", #"{"NumberPoolNo":"\#(pool)"}"#, as: key) }
        #expect(await list(pools[0]).result?.contains(#""Total":1"#) == true)
        #expect(await list(pools[1]).errorCode == "AccessDenied")
        #expect(await list("").errorCode == "AccessDenied")
        #expect(await lists(key) == 403)
        // What does not name a pool, and what could be about others than it names.
        for action in ["CreateNumberPool", "EnableOrDisableNumber", "BindYBForAXYB", "QueryNumberApplyRecordList"] {
            let reply = await server.call(action, #"{"NumberPoolNo":"\#(pools[0])"}"#, as: key)
            #expect(reply.errorCode == "AccessDenied", "\(action)")
        }
        let twice = await server.call(
            "BindAXYB", #"{"NumberPoolNo":"\#(pools[0])","NumberPoolNoY":"\#(pools[1])"}"#, as: key)
        #expect(twice.errorCode == "AccessDenied")
        let numbers = { (pool: String) in
            await server.request(.get, "/telepool/v1/number-pools/\(pool)/numbers", as: key).status
        }
        #expect(await numbers(pools[0]) == 200)
        #expect(await numbers(pools[1]) == 403)
        let moved = await server.request(
            .post, "/telepool/v1/number-pools/\(pools[0])/numbers/move", #"{"numbers":["13800000001"]}"#, as: key)
        #expect(moved.status == 403)
        #expect(await server.request(.get, "/telepool/v1/price-plans", as: key).status == 403)
    }

    @Test func `keep a limited key from the metrics`() async throws {
        #expect(await server.request(.get, "/metrics", as: administrator).status == 200)
        let id = try await user("administrator")
        let body = #"{"actions":["NumberPoolList"]}"#
        let reply = await server.request(
            .post, "/telepool/v1/users/\(id)/access-keys", body, as: administrator)
        let match = try #require(reply.text.wholeMatch(of: /{"access_key_id":"(\w+)","secret_access_key":"(\w+)"}/))
        let key = IssuedAccessKey(id: String(match.1), secret: String(match.2))
        #expect(await lists(key) == 200)
        #expect(await server.request(.get, "/metrics", as: key).status == 403)
    }

    @Test func `limit a key to addresses`() async throws {
        let key = try await issue(#"{"addresses":["10.0.0.0/8","2001:db8::/32"]}"#)
        // The fixture's requests come from nowhere.
        #expect(await lists(key) == 403)
        let credential = Credential(
            key: try #require(
                try await server.domain.database.read {
                    try SystemScope(transaction: $0, environment: server.domain.environment).accessKeys.find(id: key.id)
                }), secret: key.secret)
        for (address, isIn) in [("10.1.2.3", true), ("11.1.2.3", false), ("2001:db8::9", true), ("", false)] {
            #expect(credential.caller.may(call: "X", .read(.reader), from: address, pools: { [] }) == isIn)
        }
    }

    @Test func `end a key in time`() async throws {
        let key = try await issue(#"{"expires":"2020-01-01T00:00:00Z"}"#)
        #expect(await lists(key) == 401)
        let other = try await issue(#"{"expires":"2099-01-01T00:00:00Z"}"#, to: "metering")
        #expect(await lists(other) == 403)
    }

    @Test func `refuse limits that cannot be`() async throws {
        let path = "/telepool/v1/users/\(try await user("reader"))/access-keys"
        for body in [
            #"{"actions":["a b"]}"#, #"{"actions":[""]}"#, #"{"actions":["*x"]}"#, #"{"pools":["a b"]}"#,
            #"{"addresses":["10.0.0.0/33"]}"#, #"{"addresses":["x"]}"#, #"{"actions":["a","a"]}"#,
            #"{"expires":"soon"}"#,
        ] {
            let reply = await server.request(.post, path, body)
            #expect((reply.status, reply.errorCode) == (400, "InvalidParameter"), "\(body)")
        }
        let list = await server.request(.get, "/telepool/v1/access-keys?user_id=\(try await user("reader"))")
        #expect(list.text.matches(of: /"id":/).count == 1)
    }

    @Test func `list keys page after page`() async throws {
        var (after, found): (String, [String]) = ("", [])
        while true {
            let page = await server.request(.get, "/telepool/v1/access-keys?limit=2&after=\(after)")
            found += page.text.matches(of: /"id":"(\w+)"/).map { String($0.1) }
            guard let next = page.text.firstMatch(of: /"next":"(\w+)"/) else { break }
            after = String(next.1)
        }
        #expect(found == server.keys.values.map(\.id).sorted())
    }

    // MARK: Users

    @Test func `disable and delete users`() async throws {
        let (id, key) = (try await user("reader"), server.key(.reader))
        let disabled = await server.request(.patch, "/telepool/v1/users/\(id)", #"{"enabled":false}"#)
        #expect(
            disabled.text == #"{"id":"\#(id)","name":"reader","role":"reader","enabled":false,"has_password":false}"#)
        #expect(await lists(key) == 401)
        let enabled = await server.request(.patch, "/telepool/v1/users/\(id)", #"{"enabled":true,"role":"manager"}"#)
        #expect(enabled.text.contains(#""role":"manager","enabled":true"#))
        #expect(await server.request(.get, "/telepool/v1/users", as: key).status == 200)
        #expect(await server.request(.delete, "/telepool/v1/users/\(id)").text == "{}")
        #expect(await lists(key) == 401)
        let again = await server.request(.delete, "/telepool/v1/users/\(id)")
        #expect((again.status, again.errorCode) == (404, "UnknownUser"))
        #expect(await server.request(.get, "/telepool/v1/users/\(id)").errorCode == "UnknownUser")
    }

    @Test func `leave administrators to administrators`() async throws {
        let id = try await user("administrator")
        let calls: [(HTTPRequest.Method, String, String)] = [
            (.patch, "users/\(id)", #"{"enabled":false}"#), (.delete, "users/\(id)", ""),
            (.put, "users/\(id)/password", #"{"password":"longenough"}"#), (.post, "users/\(id)/access-keys", "{}"),
            (.delete, "users/\(id)/tokens", ""), (.patch, "access-keys/\(administrator.id)", #"{"enabled":false}"#),
            (.put, "access-keys/\(administrator.id)/limits", "{}"), (.delete, "access-keys/\(administrator.id)", ""),
            (.patch, "users/\(try await user("reader"))", #"{"role":"administrator"}"#),
        ]
        for (method, path, body) in calls {
            let reply = await server.request(method, "/telepool/v1/\(path)", body)
            #expect((reply.status, reply.errorCode) == (403, "AccessDenied"), "\(path)")
        }
        #expect(await lists(administrator) == 200)
        let promoted = await server.request(
            .patch, "/telepool/v1/users/\(try await user("reader"))", #"{"role":"administrator"}"#, as: administrator)
        #expect(promoted.status == 200)
        #expect(await server.request(.get, "/telepool/v1/accounts", as: server.key(.reader)).status == 200)
    }

    @Test func `give users passwords`() async throws {
        let id = try await user("reader")
        let set = await server.request(.put, "/telepool/v1/users/\(id)/password", #"{"password":"correct horse"}"#)
        #expect(set.text.contains(#""has_password":true"#))
        let log = { (password: String) in
            await server.send(
                .post, "/v3/auth/tokens",
                """
                {"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"\(id)","password":"\(password)"}}},\
                "scope":{"domain":{"name":"ours"}}}}
                """, from: "192.0.2.1")
        }
        let token = try #require(await log("correct horse").header("X-Subject-Token"))
        #expect(await log("wrong horse").status == 401)
        let list = { (token: String) in
            await server.send(.get, "/v1/sim-pools", headers: [HTTPField.Name("X-Auth-Token")!: token]).status
        }
        #expect(await list(token) == 200)
        let tokens = await server.request(.get, "/telepool/v1/tokens?user_id=\(id)")
        let match = try #require(
            tokens.text.wholeMatch(
                of: /{"tokens":\[{"id":"([0-9a-f]{64})","user_id":"[0-9a-f]{32}","issued":"[^"]+","expires":"[^"]+"}\]}/
            ))
        #expect(!tokens.text.contains(token))
        let path = "/telepool/v1/tokens/\(match.1)"
        #expect(await server.request(.delete, path, as: server.stranger).errorCode == "UnknownToken")
        #expect(await list(token) == 200)
        #expect(await server.request(.delete, path).text == "{}")
        #expect(await list(token) == 401)
        #expect(await server.request(.delete, path).errorCode == "UnknownToken")
        let second = try #require(await log("correct horse").header("X-Subject-Token"))
        #expect(await server.request(.delete, "/telepool/v1/users/\(id)/tokens").text == "{}")
        #expect(await list(second) == 401)
        let third = try #require(await log("correct horse").header("X-Subject-Token"))
        _ = await server.request(.put, "/telepool/v1/users/\(id)/password", #"{"password":"another horse"}"#)
        #expect(await list(third) == 401)
        _ = await server.request(.patch, "/telepool/v1/users/\(id)", #"{"enabled":false}"#)
        #expect(await log("another horse").status == 401)
        for body in [#"{"password":"short"}"#, "{}", "x"] {
            let reply = await server.request(.put, "/telepool/v1/users/\(id)/password", body)
            #expect((reply.status, reply.errorCode) == (400, "InvalidParameter"))
        }
    }

    // MARK: Accounts

    @Test func `let administrators act for other accounts`() async throws {
        let theirs = server.domain.other
        let body = #"{"name":"new","role":"reader"}"#
        for name in [theirs.name, theirs.domainID] {
            let users = await server.request(.get, "/telepool/v1/users?account=\(name)", as: administrator)
            #expect(users.text.contains(#""name":"manager""#) && !users.text.contains(#""name":"reader""#))
        }
        let created = await server.request(.post, "/telepool/v1/users?account=theirs", body, as: administrator)
        #expect(created.text.contains(theirs.domainID))
        #expect(await server.request(.get, "/telepool/v1/users").text.contains("new") == false)
        let refused = await server.request(.get, "/telepool/v1/users?account=ours")
        #expect((refused.status, refused.errorCode) == (403, "AccessDenied"))
        let unknown = await server.request(.get, "/telepool/v1/users?account=nobody", as: administrator)
        #expect((unknown.status, unknown.errorCode) == (404, "UnknownAccount"))
    }

    @Test func `disable accounts`() async throws {
        let theirs = server.domain.other
        let path = "/telepool/v1/accounts/\(theirs.domainID)"
        let disabled = await server.request(.patch, path, #"{"enabled":false,"name":"gone"}"#, as: administrator)
        #expect(
            disabled.text == #"{"name":"gone","domain_id":"\#(theirs.domainID)","enabled":false,"quota":{}}"#)
        #expect(await lists(server.stranger) == 401)
        let list = await server.request(.get, "/telepool/v1/accounts?limit=1", as: administrator)
        #expect(list.text.hasSuffix(#""next":"gone"}"#))
        _ = await server.request(.patch, path, #"{"enabled":true}"#, as: administrator)
        #expect(await lists(server.stranger) == 200)
        let taken = await server.request(.patch, path, #"{"name":"ours"}"#, as: administrator)
        #expect((taken.status, taken.errorCode) == (409, "AccountExists"))
        let unknown = await server.request(.patch, "/telepool/v1/accounts/x", "{}", as: administrator)
        #expect((unknown.status, unknown.errorCode) == (404, "UnknownAccount"))
    }

    @Test func `keep the first user`() async throws {
        let root = try await user("administrator")
        let environment = server.domain.environment
        try await server.domain.database.write {
            try SystemScope(transaction: $0, environment: environment).settings.set(
                Settings.rootUser, to: Array(root.utf8))
        }
        let ours = server.domain.account.domainID
        let calls: [(HTTPRequest.Method, String, String)] = [
            (.patch, "users/\(root)", #"{"enabled":false}"#), (.patch, "users/\(root)", #"{"role":"manager"}"#),
            (.delete, "users/\(root)", ""), (.patch, "accounts/\(ours)", #"{"enabled":false}"#),
        ]
        for (method, path, body) in calls {
            let reply = await server.request(method, "/telepool/v1/\(path)", body, as: administrator)
            #expect((reply.status, reply.errorCode) == (409, "IsRoot"), "\(path)")
        }
        #expect(await lists(administrator) == 200)
    }

    // MARK: Quotas

    private func limit(_ quota: String) async {
        let path = "/telepool/v1/accounts/\(server.domain.account.domainID)/quota"
        let reply = await server.request(.put, path, quota, as: administrator)
        #expect(reply.text.hasSuffix(#""quota":\#(quota)}"#), "\(reply.text)")
    }

    @Test func `hold what an account may have`() async throws {
        await limit(#"{"number_pools":1,"numbers":2,"sim_pools":1,"sim_cards":2}"#)
        let create = #"{"Name":"p","ServiceType":100,"SubServiceType":101}"#
        let pool = try #require(await server.call("CreateNumberPool", create).text.firstMatch(of: /NP[0-9]+/)).0
        #expect(await server.call("CreateNumberPool", create).errorCode == "QuotaExceeded")
        let numbers = "/telepool/v1/number-pools/\(pool)/numbers"
        #expect(
            await server.request(.post, numbers, "number\n13800000001\n13800000002", type: "text/csv").status == 200)
        let more = await server.request(.post, numbers, "number\n13800000003", type: "text/csv")
        #expect((more.status, more.errorCode) == (409, "QuotaExceeded"))
        #expect(more.text.contains("The account may have 2 numbers and no more."))
        #expect(
            await server.request(.post, numbers, "number\n13800000002", type: "text/csv").text.contains(
                #""duplicate":1"#))
        _ = try await server.load(cards: ["89860000000000000001", "89860000000000000002"])
        let cards = "/telepool/v1/orders/2/sim-cards?plan_id=mobile"
        let third = await server.request(.post, cards, "iccid,status\n89860000000000000003,in_use", type: "text/csv")
        #expect((third.status, third.errorCode) == (409, "QuotaExceeded"))
        let first = await server.request(.post, "/telepool/v1/sim-pools", #"{"name":"s","order_ids":[1]}"#)
        #expect(first.status == 201)
        await limit(#"{"sim_pools":1}"#)
        #expect(
            await server.request(.post, cards, "iccid,status\n89860000000000000003,in_use", type: "text/csv").status
                == 200)
        let second = await server.request(.post, "/telepool/v1/sim-pools", #"{"name":"t","order_ids":[2]}"#)
        #expect((second.status, second.errorCode) == (409, "QuotaExceeded"))
    }

    @Test func `hold how much an account may call`() async throws {
        await limit(#"{"requests_per_second":0}"#)
        let volcengine = await server.call("NumberPoolList")
        #expect((volcengine.status, volcengine.errorCode) == (429, "AccountFlowLimitExceeded"))
        #expect(volcengine.header("Retry-After") == "1")
        let huawei = await server.request(.get, "/v1/sim-pools")
        #expect((huawei.status, huawei.errorCode) == (429, "APIGW.0308"))
        let own = await server.request(.get, "/telepool/v1/users")
        #expect((own.status, own.errorCode) == (429, "TooManyRequests"))
        #expect(await lists(server.stranger) == 200)
    }

    @Test func `hold how many records an account may send`() async throws {
        _ = try await server.load(cards: ["89860000000000000001"])
        let rows = "record_id,iccid,at,bytes\n1,89860000000000000001,2022-09-01T00:00:00Z,1"
        await limit(#"{"records_per_second":0}"#)
        let refused = await server.stream("/telepool/v1/usage", [Array(rows.utf8)])
        #expect((refused.status, refused.errorCode) == (429, "TooManyRequests"))
    }

    @Test func `let records wait for their turn`() {
        let buckets = Buckets<Int>()
        let (now, rate) = (ContinuousClock.now, RateLimits.Rate(calls: 100))
        let take = { (count: Int, seconds: Int, limit: Duration?) in
            buckets.overdraw(count, from: 1, rate, upTo: limit, at: now + .seconds(seconds))
        }
        #expect(take(100, 0, nil) == .zero)
        #expect(take(2000, 0, nil) == .zero)
        #expect(take(1, 0, nil) == .seconds(20))
        #expect(take(1, 0, .seconds(10)) == nil)
        #expect(take(1, 15, .seconds(10)) == .milliseconds(5010))
        #expect(take(1, 60, .seconds(10)) == .zero)
    }

    // MARK: Temporary keys

    private func temporary(
        _ body: String = #"{"auth":{"identity":{"methods":["token"]}}}"#, as key: IssuedAccessKey? = nil
    ) async -> HTTPReply {
        await server.request(.post, "/v3.0/OS-CREDENTIAL/securitytokens", body, as: key)
    }

    @Test func `issue temporary keys for both clouds`() async throws {
        let reply = await temporary()
        #expect(reply.status == 201)
        let match = try #require(
            reply.text.wholeMatch(
                of:
                    /{"credential":{"access":"(\w+)","expires_at":"\d{4}-\d\d-\d\dT[0-9:]+\.\d{6}Z","secret":"(\w+)","securitytoken":"(\w+)"}}/
            ), "\(reply.text)")
        let key = IssuedAccessKey(id: String(match.1), secret: String(match.2))
        let session: HTTPFields = [HTTPField.Name("X-Security-Token")!: String(match.3)]
        let wrong: HTTPFields = [HTTPField.Name("X-Security-Token")!: "x"]
        #expect(await server.call("NumberPoolList", as: key, headers: session).status == 200)
        for headers in [wrong, [:]] {
            let refused = await server.call("NumberPoolList", as: key, headers: headers)
            #expect((refused.status, refused.errorCode) == (401, "InvalidSecretToken"))
            #expect(await server.request(.get, "/v1/sim-pools", as: key, headers: headers).status == 401)
        }
        #expect(await server.request(.get, "/v1/sim-pools", as: key, headers: session).status == 200)
        // It makes no others, and counts as none of the two that last.
        let another = await server.request(
            .post, "/v3.0/OS-CREDENTIAL/securitytokens", #"{"auth":{"identity":{"methods":["token"]}}}"#, as: key,
            headers: session)
        #expect(another.status == 403)
        _ = try await issue(to: "manager")
        _ = await server.request(.delete, "/telepool/v1/users/\(try await user("manager"))/tokens")
        #expect(await server.call("NumberPoolList", as: key, headers: session).status == 401)
    }

    @Test func `issue one temporary key for one signature`() async throws {
        let body = Array(#"{"auth":{"identity":{"methods":["token"]}}}"#.utf8)
        var head = HTTPRequest(
            method: .post, scheme: "http", authority: "127.0.0.1:8080", path: "/v3.0/OS-CREDENTIAL/securitytokens")
        let key = server.key(.manager)
        HuaweiSigner(accessKeyID: key.id, secretAccessKey: key.secret).sign(&head, body: body, at: .now)
        let first = await server.application.respond(to: HTTPCall(head: head, body: .complete(body)))
        #expect(first.status == 201)
        let again = await server.application.respond(to: HTTPCall(head: head, body: .complete(body)))
        #expect((again.status, again.errorCode) == (400, "400"))
        let keys = await server.request(.get, "/telepool/v1/access-keys").text
        #expect(keys.matches(of: /"temporary":true/).count == 1)
    }

    @Test(arguments: [
        "{}", #"{"auth":{"identity":{"methods":["password"]}}}"#,
        #"{"auth":{"identity":{"methods":["token"],"token":{"duration_seconds":899}}}}"#,
        #"{"auth":{"identity":{"methods":["token"],"token":{"duration_seconds":86401}}}}"#,
        #"{"auth":{"identity":{"methods":["token"],"token":{"duration_seconds":"900"}}}}"#,
    ])
    func `refuse what asks for no temporary key`(body: String) async {
        let reply = await temporary(body)
        #expect((reply.status, reply.errorCode) == (400, "400"))
    }

    @Test func `sweep temporary keys that are over`() async throws {
        #expect(await temporary().status == 201)
        let environment = server.domain.environment
        let sweep = { (time: Timestamp) in
            try await server.domain.database.write {
                try SystemScope(transaction: $0, environment: environment).sweep(at: time)
            }
        }
        #expect(try await sweep(.now) == 0)
        #expect(try await sweep(Timestamp.now.adding(seconds: 901)) == 1)
        #expect(await server.request(.get, "/telepool/v1/access-keys").text.contains(#""temporary":true"#) == false)
    }
}
