import HTTPTypes
import TelepoolDomain
import TelepoolHuawei
import TelepoolOperator
import TelepoolREST
import TelepoolServer
import TelepoolSigning
import TelepoolTestSupport
import TelepoolTime
import TelepoolVolcengine
import Testing

/// What stands before the operations of Huawei's face and the operator's (`reference/huawei-gsl.md`, 3.3 and 3.4).
struct `The gateway` {
    private func error(_ reply: HTTPReply, _ code: String, _ message: String) -> Bool {
        reply.text == #"{"error_msg":"\#(message)","error_code":"\#(code)","request_id":"\#(reply.requestID)"}"#
    }

    @Test func `refuses callers who are not who they say`() async throws {
        let server = try await ServerFixture()
        let key = server.key(.manager)
        let path = "/v1/sim-pools"
        let prefix = "Incorrect IAM authentication information: "

        let none = await server.send(.get, path)
        #expect(none.status == 401)
        #expect(error(none, "APIGW.0301", prefix + "x-auth-token not found"))

        let token = await server.send(.get, path, headers: HTTPFields(named: ["X-Auth-Token": "x"]))
        #expect(token.status == 401)
        #expect(error(token, "APIGW.0301", prefix + "decrypt token fail"))

        let wrong = await server.request(.get, path, as: IssuedAccessKey(id: key.id, secret: "wrong"))
        #expect(wrong.status == 401)
        #expect(error(wrong, "APIGW.0301", prefix + "verify aksk signature fail"))

        let unknown = await server.request(.get, path, as: IssuedAccessKey(id: "AKUNKNOWN", secret: key.secret))
        #expect(unknown.status == 401)
        #expect(error(unknown, "APIGW.0301", prefix + "ak AKUNKNOWN not exist"))

        let garbled = await server.send(.get, path, headers: HTTPFields(named: ["Authorization": "SDK-HMAC-SHA256 x"]))
        #expect(garbled.status == 401)
        #expect(error(garbled, "APIGW.0301", prefix + "Unauthorized"))

        for offset in [-901, 901] as [Int64] {
            let late = await server.request(.get, path, at: .now.adding(seconds: offset))
            #expect(late.status == 401)
            #expect(
                late.text.wholeMatch(
                    of:
                        /\{"error_msg":"Incorrect IAM authentication information: signature expired, signature time:\d{8}T\d{6}Z,server time:\d{8}T\d{6}Z","error_code":"APIGW.0301","request_id":"[0-9a-f]{32}"\}/
                ) != nil, "\(late.text)")
        }
        #expect(late(none) && late(wrong))
    }

    /// Whether an answer tells its id in the header, as all do.
    private func late(_ reply: HTTPReply) -> Bool {
        reply.header("X-Request-Id") == reply.requestID && reply.requestID.count == 32
    }

    @Test func `refuses a request that was changed after it was signed`() async throws {
        let server = try await ServerFixture()
        let key = server.key(.manager)
        let body = Array(#"{"id":"1","name":"n","carrier":"unicom","data_mb":30,"months":12}"#.utf8)
        var signed = HTTPRequest(
            method: .post, scheme: "http", authority: "127.0.0.1", path: "/telepool/v1/price-plans?a=1",
            headerFields: HTTPFields(named: ["Content-Type": "application/json"]))
        HuaweiSigner(accessKeyID: key.id, secretAccessKey: key.secret).sign(&signed, body: body, at: .now)
        var (otherPath, otherType, otherHost) = (signed, signed, signed)
        otherPath.path = "/telepool/v1/price-plans?a=2"
        otherType.headerFields[.contentType] = "text/csv"
        otherHost.authority = "localhost"
        for (head, body, status) in [
            (signed, body + [0x20], 401), (otherPath, body, 401), (otherType, body, 401), (otherHost, body, 401),
            (signed, body, 201),
        ] {
            #expect(await server.application.respond(to: HTTPCall(head: head, body: .complete(body))).status == status)
        }
    }

    @Test func `takes a signature before a token`() async throws {
        let server = try await ServerFixture()
        let headers = HTTPFields(named: ["X-Auth-Token": "x"])
        #expect(await server.request(.get, "/v1/sim-pools", headers: headers).status == 200)
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "/v1/nothing", 404, #""error_code":"APIGW.0101""#),
        (.get, "/nothing", 404, #""error_code":"APIGW.0101""#),
        (.post, "/v1/sim-pools", 404, #""error_code":"APIGW.0101""#),
        (.get, "/v1/sim-pools/", 404, #""error_code":"APIGW.0101""#),
        (.get, "/telepool/v1/nothing", 404, #"{"error":{"code":"NotFound","message":"There is no such resource."}"#),
        (
            .get, "/telepool/v1/usage", 405,
            #"{"error":{"code":"MethodNotAllowed","message":"The resource does not have this method."}"#
        ),
    ])
    func `does not know other paths and methods`(
        method: HTTPRequest.Method, path: String, status: Int, part: String
    ) async throws {
        let server = try await ServerFixture()
        let reply = await server.request(method, path)
        #expect(reply.status == status)
        #expect(reply.text.contains(part))
    }

    @Test(arguments: [
        "/v1/sim-pools?pool_name=%FF", "/telepool/v1/number-pools/%00/numbers", "/telepool/v1/usage?%C3=1",
    ])
    func `refuses addresses that are not text`(path: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.request(path.hasPrefix("/v1") ? .get : .post, path)
        #expect(reply.status == 400)
        #expect(["APIGW.0201", "MalformedRequest"].contains(reply.errorCode))
    }

    @Test(
        arguments: ["/v1/sim-pools", "/v3/projects", "/v3/auth/tokens", "/telepool/v1/usage"],
        [
            (HTTPCall.Body.tooLarge, false, 413), (.late, false, 408), (.malformed, false, 400),
            (.complete([]), true, 503),
        ])
    func `says what is wrong with a request that did not come whole or in time`(
        path: String, problem: (body: HTTPCall.Body, isAfterShutdown: Bool, status: Int)
    ) async throws {
        let server = try await ServerFixture()
        let isRead = path == "/v1/sim-pools" || path == "/v3/projects"
        let head = HTTPRequest(method: isRead ? .get : .post, scheme: "http", authority: "127.0.0.1", path: path)
        let reply = await server.application.respond(
            to: HTTPCall(head: head, body: problem.body, isAfterShutdown: problem.isAfterShutdown))
        #expect(reply.status == problem.status)
        #expect(reply.closesConnection)
        #expect(reply.header("X-Request-Id") == reply.requestID)
        #expect(reply.text.contains(path.hasPrefix("/v1") ? #"{"error_"# : #"{"error":{"code":"#))
    }

    // MARK: Health

    @Test func `tells that it lives, and loudly what clock it goes by`() async throws {
        let real = try await ServerFixture(clock: .system)
        for path in ["/healthz", "/readyz"] {
            let reply = await real.send(.get, path)
            #expect((reply.status, reply.text) == (200, #"{"status":"\#(path == "/healthz" ? "ok" : "ready")"}"#))
        }
        let post = await real.send(.post, "/healthz")
        #expect((post.status, post.header("Allow")) == (405, "GET, HEAD"))
        let test = try await ServerFixture()
        #expect(
            await test.send(.get, "/healthz").text.hasPrefix(
                #"{"status":"ok","warning":"the clock is a test clock, not the real one","clock":"2022-09-22T18:"#))
    }

    @Test func `is not ready while it shuts down`() async throws {
        let server = try await ServerFixture(clock: .system)
        server.application.drain.begin()
        #expect(await server.send(.get, "/healthz").status == 200)
        let reply = await server.send(.get, "/readyz")
        #expect((reply.status, reply.text) == (503, #"{"status":"shutting down"}"#))
    }

    // MARK: Registry

    @Test func `knows each operation by one name and one address, in the order of the names`() {
        let names = [
            VolcengineActions.all.map { $0.name }, HuaweiOperations.all.map(\.name), OperatorOperations.all.map(\.name),
        ]
        for names in names { #expect(names == Set(names).sorted()) }
        let routes =
            (HuaweiOperations.all.map(\.route) + IAMOperations.all.map(\.route) + OperatorOperations.all.map(\.route))
            .map(\.description)
        #expect(routes.count == Set(routes).count)
    }
}
