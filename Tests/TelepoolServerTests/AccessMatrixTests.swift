import HTTPTypes
import TelepoolDomain
import TelepoolHuawei
import TelepoolOperator
import TelepoolREST
import TelepoolServer
import TelepoolTestSupport
import TelepoolVolcengine
import Testing

/// Who may call what, made of the registries: an operation that is added is in it.
struct `Access of every operation` {
    /// An operation of any face, as it can be called.
    struct Operation: Sendable, CustomStringConvertible {
        var name: String
        var access: Access
        var method: HTTPRequest.Method
        /// With parameters in braces; `nil` for Volcengine's, which are called by their names.
        var pattern: String?

        var description: String { name }
    }

    static let all: [Operation] =
        VolcengineActions.byName.map { Operation(name: $0, access: $1.access, method: .post, pattern: nil) }
        .sorted { $0.name < $1.name }
        + HuaweiOperations.all.map { Operation($0) } + OperatorOperations.all.map { Operation($0) }
        + IAMOperations.all.map { Operation($0) }

    @Test func `is declared`() {
        #expect(Self.all.count > 130)
        for operation in Self.all {
            // Whoever may change something by an operation may read, and nobody has to be more than an administrator.
            #expect(Role.administrator.includes(operation.access.role))
        }
    }

    @Test(arguments: Role.allCases)
    func `depends on the role`(role: Role) async throws {
        let server = try await ServerFixture()
        for operation in Self.all {
            let reply = await server.call(operation, filledWith: Things(), as: server.key(role))
            let isDenied = ["AccessDenied", "APIGW.0302", "403"].contains(reply.errorCode ?? "")
            #expect(isDenied == !role.includes(operation.access.role), "\(operation) as \(role): \(reply.text)")
            if isDenied {
                #expect(reply.status == 403)
                #expect(
                    reply.text.contains(operation.name) || reply.text.contains("You have no right"), "\(reply.text)")
            }
        }
    }

    /// What is somebody else's is as good as nothing: it is answered the same as what there is not, and stays as it is.
    @Test func `ends at the account`() async throws {
        let server = try await ServerFixture()
        let theirs = try await Things(of: server)
        let before = try await server.inventory()
        // Their own audit log tells of these very calls.
        let logs = ["ListAuditEvents", "VerifyAuditLog"]
        for operation in Self.all where operation.access.role != .administrator && !logs.contains(operation.name) {
            let nothing = Things()
            let expected = await server.call(operation, filledWith: nothing, as: server.stranger)
            let reply = await server.call(operation, filledWith: theirs, as: server.stranger)
            #expect(reply.status == expected.status, "\(operation): \(reply.text)")
            #expect(theirs.blanked(reply) == nothing.blanked(expected), "\(operation)")
        }
        #expect(try await server.inventory() == before)
    }
}

extension `Access of every operation`.Operation {
    init(_ operation: RegisteredOperation<some RESTFailure>) {
        self.init(
            name: operation.name, access: operation.access, method: operation.route.method,
            pattern: operation.route.pattern)
    }
}

/// One thing of each kind, by the names that parameters have for it.
private struct Things {
    var texts = [
        "NumberPoolNo": "NP000000000000000001", "SubId": "S0000000000000001", "number": "13700000001",
        "back_pool_id": "900000001", "sim_pool_id": "900000002", "order_id": "900000003", "sim_card_id": "900000004",
        "iccid": "89860000000000000001", "price_plan_id": "900000005", "work_order_id": "900000006",
        "apply_bill_id": "NA00000001", "name": "name of none", "user_id": "00000000000000000000000000000001",
        "access_key_id": "AKTP0000000000000001",
        "token_id": "00", "id": "900000007", "domain_id": "00000000000000000000000000000002", "tag_id": "900000008",
    ]

    init() {}

    /// Those of the first account, made for it.
    init(of server: ServerFixture) async throws {
        let pool = try #require(
            (await server.call("CreateNumberPool", #"{"Name":"p","ServiceType":200,"SubServiceType":201}"#))
                .text.firstMatch(of: /NP[0-9]+/))
        texts["NumberPoolNo"] = String(pool.0)
        let stocked = await server.request(
            .post, "/telepool/v1/number-pools/\(pool.0)/numbers", "number\n13800000001\n13800000002", type: "text/csv")
        #expect(stocked.status == 200)
        texts["number"] = "13800000001"
        let binding = await server.call(
            "BindAXB",
            #"{"NumberPoolNo":"\#(pool.0)","PhoneNoX":"13800000001","PhoneNoA":"13900000001","PhoneNoB":"13900000002","ExpireTime":1670000000}"#
        )
        #expect(binding.errorCode == nil, "\(binding.text)")
        texts["SubId"] = binding.result?.firstMatch(of: /"SubId":"([^"]+)"/).map { String($0.1) } ?? ""
        let iccid = "89860000000000000009"
        texts["iccid"] = iccid
        texts["sim_card_id"] = String(
            try await server.load(order: 900_000_010, [SIMCard(iccid: iccid, status: .inUse)])[0])
        texts["order_id"] = "900000010"
        texts["name"] = "name of one"
        let sims = await server.request(.post, "/telepool/v1/sim-pools", #"{"name":"s","order_ids":[900000010]}"#)
        texts["sim_pool_id"] = sims.text.firstMatch(of: /"id":([0-9]+)/).map { String($0.1) } ?? ""
        let token = await server.request(
            .post, "/v3.0/OS-CREDENTIAL/securitytokens", #"{"auth":{"identity":{"methods":["token"]}}}"#)
        #expect(token.status == 201)
        texts["access_key_id"] = server.key(.manager).id
        texts["user_id"] = try await server.domain.read { try $0.users.find(name: "reader")?.id.rawValue ?? "" }
        texts["domain_id"] = server.domain.account.domainID
    }

    /// A body that names every thing, as far as operations look at it.
    var body: String {
        let text = { (name: String) in "\"\(texts[name] ?? "")\"" }
        return """
            {"NumberPoolNo":\(text("NumberPoolNo")),"SubId":\(text("SubId")),"ParentSubId":\(text("SubId")),\
            "PhoneNoX":\(text("number")),"NumberList":[\(text("number"))],"PhoneNoA":"13911111111","PhoneNoB":"13922222222",\
            "ExpireTime":1670000000,"ExpireDate":"2099-01-01 00:00:00","EnableDuration":60,"EnableCode":2,\
            "UpdateType":"updateExpireTime","NumberPoolName":"n","Name":"n",\
            "order_ids":[\(texts["order_id"] ?? "0")],"order_id":\(texts["order_id"] ?? "0"),"iccids":[\(text("iccid"))],\
            "numbers":[\(text("number"))],"iccid":\(text("iccid")),"cids":[\(text("iccid"))],\
            "sim_card_ids":[\(texts["sim_card_id"] ?? "0")],"enabled":false,"role":"reader","password":"longenough",\
            "name":\(text("name")),"months":1,"data_mb":5,"seconds":60,"status":1,"by_hand":true,"is_approved":true}
            """
    }

    /// An answer without what is different in every one.
    func blanked(_ reply: HTTPReply) -> String {
        var text = reply.text.replacing(reply.requestID, with: "-")
        for value in texts.values + ["name of none", "name of one"] where value.count > 3 {
            text = text.replacing(value, with: "-")
        }
        return text.replacing(
            /[0-9]{10,}|[0-9a-f]{32}|AKTP[A-Z2-7]+|[A-Za-z0-9]{40}|\d{4}-\d\d-\d\d[T ][0-9:.]+Z?/, with: "-")
    }
}

extension ServerFixture {
    fileprivate func call(
        _ operation: `Access of every operation`.Operation, filledWith things: Things, as key: IssuedAccessKey
    ) async -> HTTPReply {
        guard var path = operation.pattern else { return await call(operation.name, things.body, as: key) }
        for (name, value) in things.texts { path = path.replacing("{\(name)}", with: value) }
        path = path.replacing("{number_pool_no}", with: things.texts["NumberPoolNo"] ?? "")
        path = path.replacing(/\{[^}]*\}/, with: "900000009")
        let hasBody = operation.method != .get && operation.method != .delete
        return await request(operation.method, path, hasBody ? things.body : "", as: key)
    }

    /// Everything that the first account has.
    fileprivate func inventory() async throws -> String {
        try await domain.read { scope in
            var all: [Any] = [
                try scope.numberPools.list(NumberPool.Filter(), offset: 0, limit: 99),
                try scope.bindings.list(BindingFilter(), offset: 0, limit: 99), try scope.ownAccount(),
                try scope.users.list(after: "", limit: 99), try scope.accessKeys.list(of: nil, after: "", limit: 99),
                try scope.tokens.list(of: nil, after: [], limit: 99),
                try scope.orders.list(after: OrderID(0), limit: 99),
            ]
            for pool in try scope.numberPools.list(NumberPool.Filter(), offset: 0, limit: 99).elements {
                all.append(try scope.numbers.list(in: pool.no, after: "", limit: 99))
            }
            for iccid in ["89860000000000000009"] { all.append(try scope.simCards.find(iccid: iccid) as Any) }
            return String(describing: all)
        }
    }
}
