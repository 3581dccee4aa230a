import HTTPTypes
import TelepoolClient
import TelepoolDomain
import TelepoolJSON
import TelepoolServer
import TelepoolTestSupport
import Testing

struct `Access through the client` {
    /// Makes a call and compares what the client has read with what the server has said: nothing is lost.
    private func call<Request: OperatorRequest>(
        _ request: Request, with client: OperatorClient
    ) async throws -> Request.Response where Request.Response: Encodable {
        let routed = try RoutedCall(request)
        let raw = try await client.call(routed.method, routed.path, query: routed.query, body: routed.body)
        let answer = try raw.decode(Request.Response.self)
        #expect(try JSONValue(encoding: answer).normal == raw.normal)
        return answer
    }

    private func everything<Request: OperatorRequest & ListingRequest>(
        _ request: Request, with client: OperatorClient
    ) async throws -> [Request.Element] {
        var elements: [Request.Element] = []
        for try await element in client.all(request) { elements.append(element) }
        return elements
    }

    private func code(_ body: () async throws -> Void) async -> ErrorCode? {
        await #expect(throws: ClientError.self) { try await body() }?.code
    }

    private func client(
        _ fixture: ClientFixture, _ id: String, _ secret: String
    ) throws -> OperatorClient {
        try fixture.theOperator(IssuedAccessKey(id: id, secret: secret))
    }

    /// A new account with the client of its manager.
    private func makeAccount(
        _ fixture: ClientFixture
    ) async throws -> (issued: Operator.IssuedKey, manager: OperatorClient) {
        let administrator = try fixture.theOperator(fixture.server.key(.administrator))
        let issued = try await administrator.call(Operator.CreateAccount(name: "新客户", user: "chief"))
        return (issued, try client(fixture, issued.accessKeyID, issued.secretAccessKey))
    }

    @Test func `accounts are listed, renamed, disabled and limited`() async throws {
        let fixture = try await ClientFixture()
        let administrator = try fixture.theOperator(fixture.server.key(.administrator))
        let (issued, manager) = try await makeAccount(fixture)
        let domainID = issued.account.domainID
        let accounts = try await everything(Operator.ListAccounts(limit: 1), with: administrator)
        #expect(Set(accounts.map(\.name)) == ["ours", "theirs", "新客户"])
        #expect(accounts.count == 3)
        #expect(try await call(Operator.ShowAccount(), with: manager).domainID == domainID)
        let limited = try await call(
            Operator.SetAccountQuota(domainID: domainID, numberPools: 1, numbers: 2), with: administrator)
        #expect((limited.quota.numberPools, limited.quota.numbers, limited.quota.simCards) == (1, 2, nil))
        let key = IssuedAccessKey(id: issued.accessKeyID, secret: issued.secretAccessKey)
        let pool = try await fixture.volcengine(key).call(
            Volcengine.CreateNumberPool(name: "a", serviceType: .ordinary, subServiceType: .voiceSIP)
        ).numberPoolNo
        let rows = (0..<3).map { Operator.ImportNumbers.Row(number: "\(13_800_000_000 + $0)") }
        let tooMany = await code {
            _ = try await manager.call(Operator.ImportNumbers(numberPoolNo: pool, rows: rows))
        }
        #expect(tooMany == "QuotaExceeded")
        let summary = try await manager.call(Operator.ImportNumbers(numberPoolNo: pool, rows: Array(rows.prefix(2))))
        #expect(summary.accepted == 2)
        let renamed = try await call(
            Operator.UpdateAccount(domainID: domainID, name: "老客户", enabled: false), with: administrator)
        #expect((renamed.name, renamed.enabled, renamed.quota.numbers) == ("老客户", false, 2))
        #expect(await code { _ = try await manager.call(Operator.ShowAccount()) } == "Unauthorized")
    }

    @Test func `users are created, changed and deleted`() async throws {
        let fixture = try await ClientFixture()
        let (_, manager) = try await makeAccount(fixture)
        let reader = try await manager.call(Operator.CreateUser(name: "reader", role: "reader")).user
        let users = try await everything(Operator.ListUsers(limit: 1), with: manager)
        #expect(users.map(\.name) == ["chief", "reader"])
        #expect(try await call(Operator.ShowUser(userID: reader.id), with: manager) == users[1])
        let changed = try await call(
            Operator.UpdateUser(userID: reader.id, role: "metering", enabled: false), with: manager)
        #expect((changed.role, changed.enabled, changed.hasPassword) == ("metering", false, false))
        let secured = try await call(
            Operator.SetUserPassword(userID: reader.id, password: "correct horse"), with: manager)
        #expect(secured.hasPassword)
        _ = try await call(Operator.DeleteUser(userID: reader.id), with: manager)
        #expect(await code { _ = try await manager.call(Operator.ShowUser(userID: reader.id)) } == "UnknownUser")
    }

    @Test func `keys are issued, limited, disabled and deleted`() async throws {
        let fixture = try await ClientFixture()
        let (issued, manager) = try await makeAccount(fixture)
        let chief = issued.user.id
        let second = try await manager.call(Operator.CreateAccessKey(userID: chief, actions: ["List*"]))
        let third = await code { _ = try await manager.call(Operator.CreateAccessKey(userID: chief)) }
        #expect(third == "TooManyAccessKeys")
        _ = try await manager.call(Operator.CreateUser(name: "reader", role: "reader"))
        let keys = try await everything(Operator.ListAccessKeys(limit: 1), with: manager)
        #expect(keys.count == 3)
        let own = try await call(Operator.ListAccessKeys(userID: chief), with: manager).accessKeys
        #expect(Set(own.map(\.id)) == [issued.accessKeyID, second.accessKeyID])

        let limited = try client(fixture, second.accessKeyID, second.secretAccessKey)
        #expect(try await limited.call(Operator.ListUsers()).users.count == 2)
        #expect(await code { _ = try await limited.call(Operator.ShowAccount()) } == "AccessDenied")
        let other = try await call(
            Operator.SetAccessKeyLimits(
                accessKeyID: second.accessKeyID, actions: ["ShowAccount"], pools: [], addresses: []), with: manager)
        #expect((other.actions, other.pools, other.addresses) == (["ShowAccount"], [], []))
        #expect(try await limited.call(Operator.ShowAccount()).name == "新客户")
        let disabled = try await call(
            Operator.UpdateAccessKey(accessKeyID: second.accessKeyID, enabled: false), with: manager)
        #expect(!disabled.enabled)
        #expect(await code { _ = try await limited.call(Operator.ShowAccount()) } == "Unauthorized")
        _ = try await call(Operator.DeleteAccessKey(accessKeyID: second.accessKeyID), with: manager)
        let again = await code {
            _ = try await manager.call(Operator.DeleteAccessKey(accessKeyID: second.accessKeyID))
        }
        #expect(again == "UnknownAccessKey")
    }

    @Test func `tokens are listed and ended`() async throws {
        let fixture = try await ClientFixture()
        let (issued, manager) = try await makeAccount(fixture)
        let chief = issued.user.id
        _ = try await manager.call(Operator.SetUserPassword(userID: chief, password: "correct horse"))
        for _ in 0..<3 {
            let reply = await fixture.server.send(
                .post, "/v3/auth/tokens",
                """
                {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"chief",\
                "password":"correct horse","domain":{"name":"新客户"}}}},\
                "scope":{"domain":{"name":"新客户"}}}}
                """)
            #expect(reply.status == 201)
        }
        let tokens = try await everything(Operator.ListTokens(limit: 1), with: manager)
        #expect(tokens.map(\.userID) == [chief, chief, chief])
        _ = try await call(Operator.RevokeToken(tokenID: tokens[0].id), with: manager)
        let left = try await call(Operator.ListTokens(userID: chief), with: manager)
        #expect(left.tokens == Array(tokens.dropFirst()))
        _ = try await call(Operator.RevokeUserTokens(userID: chief), with: manager)
        #expect(try await manager.call(Operator.ListTokens()).tokens.isEmpty)
    }

    @Test func `the audit log tells what was done, and is intact`() async throws {
        let fixture = try await ClientFixture()
        let administrator = try fixture.theOperator(fixture.server.key(.administrator))
        let (issued, manager) = try await makeAccount(fixture)
        let reader = try await manager.call(Operator.CreateUser(name: "reader", role: "reader")).user
        _ = try await manager.call(Operator.UpdateUser(userID: reader.id, role: "metering"))
        let log = try await call(Operator.ListAuditEvents(user: issued.user.id, newestFirst: false), with: manager)
        #expect(log.events.map(\.operation) == ["CreateUser", "UpdateUser"])
        #expect(log.events.last?.changes.map(\.kind) == ["user"])
        let paged = try await everything(
            Operator.ListAuditEvents(user: issued.user.id, newestFirst: false, limit: 1), with: manager)
        #expect(paged == log.events)
        let proof = try await call(Operator.VerifyAuditLog(), with: manager)
        #expect((proof.isIntact, proof.firstBad) == (true, nil))
        #expect(proof.headHash == log.events.last?.hash)

        let theirs = try await everything(
            Operator.ListAuditEvents(user: issued.user.id, limit: 1), with: administrator.onBehalf(of: "新客户"))
        #expect(theirs == log.events.reversed())
        #expect(
            try await call(Operator.VerifyAuditLog(), with: administrator.onBehalf(of: "新客户")) == proof)
        #expect(try await call(Operator.VerifyInstallationAuditLog(), with: administrator).isIntact)
    }

    @Test func `administrators call on behalf of other accounts`() async throws {
        let fixture = try await ClientFixture()
        let administrator = try fixture.theOperator(fixture.server.key(.administrator))
        let (issued, manager) = try await makeAccount(fixture)
        for account in ["新客户", issued.account.domainID] {
            let client = administrator.onBehalf(of: account)
            #expect(try await client.call(Operator.ShowAccount()).domainID == issued.account.domainID)
            #expect(try await everything(Operator.ListUsers(limit: 1), with: client).map(\.name) == ["chief"])
        }
        let client = administrator.onBehalf(of: "新客户")
        let created = try await client.call(Operator.CreateUser(name: "reader", role: "reader"))
        #expect(created.account == issued.account)
        let pool = try await fixture.volcengine(
            IssuedAccessKey(id: issued.accessKeyID, secret: issued.secretAccessKey)
        ).call(Volcengine.CreateNumberPool(name: "a", serviceType: .ordinary, subServiceType: .voiceSIP)).numberPoolNo
        let summary = try await client.call(
            Operator.ImportNumbers(numberPoolNo: pool, rows: [.init(number: "13800000000")]))
        #expect(summary.accepted == 1)
        #expect(try await administrator.call(Operator.ShowAccount()).name == "ours")

        let unknown = await code { _ = try await administrator.onBehalf(of: "nobody").call(Operator.ShowAccount()) }
        #expect(unknown == "UnknownAccount")
        let refused = await code { _ = try await manager.onBehalf(of: "ours").call(Operator.ShowAccount()) }
        #expect(refused == "AccessDenied")
    }
}
