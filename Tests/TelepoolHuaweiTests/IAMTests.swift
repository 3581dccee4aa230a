import HTTPTypes
import TelepoolDomain
import TelepoolSecrets
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime
import Testing

/// Tokens and look-ups (`reference/huawei-gsl.md`, 2.1 to 2.3).
struct `IAM` {
    private static let password = "a password"
    /// Made once: it is slow by intent.
    private static let passwordHash = Result { try PasswordHash.make(password) }

    /// A server with a user `person` who has a password, and its id.
    private func server() async throws -> (server: ServerFixture, user: UserID) {
        let server = try await ServerFixture(clock: .system)
        let hash = try Self.passwordHash.get()
        let user = try await server.domain.write {
            try $0.users.create(name: "person", role: .manager, passwordHash: hash).id
        }
        return (server, user)
    }

    private func body(
        user: String = "person", domain: String = "ours", password: String = password,
        scope: String = #"{"project":{"name":"cn-north-4"}}"#
    ) -> String {
        #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"\#(user)","password":"\#(password)","#
            + #""domain":{"name":"\#(domain)"}}}},"scope":\#(scope)}}"#
    }

    private func token(
        _ server: ServerFixture, scope: String = #"{"project":{"name":"cn-north-4"}}"#
    ) async throws -> String {
        let reply = await server.send(.post, "/v3/auth/tokens", body(scope: scope))
        #expect(reply.status == 201)
        return try #require(reply.header("X-Subject-Token"))
    }

    private func project(_ server: ServerFixture) async throws -> Project {
        try #require(try await server.domain.read { try $0.projects.all() }.first)
    }

    @Test func `issues a token for a project`() async throws {
        let (server, user) = try await server()
        let project = try await project(server)
        let reply = await server.send(.post, "/v3/auth/tokens?nocatalog=true", body())
        #expect(reply.status == 201)
        let token = try #require(reply.header("X-Subject-Token"))
        #expect(token.wholeMatch(of: /[0-9a-f]{64}/) != nil)
        let domain = server.domain.account.domainID
        let times = try #require(
            reply.text.firstMatch(of: /"expires_at":"(\S{27})","issued_at":"(\S{27})"/), "\(reply.text)")
        let (expires, issued) = try (
            #require(Timestamp(rfc3339: String(times.1))), #require(Timestamp(rfc3339: String(times.2)))
        )
        #expect(expires == issued.adding(seconds: 86_400))
        #expect(
            reply.text == #"{"token":{"catalog":[],"expires_at":"\#(times.1)","issued_at":"\#(times.2)","#
                + #""methods":["password"],"project":{"domain":{"id":"\#(domain)","name":"ours"},"#
                + #""id":"\#(project.id)","name":"cn-north-4"},"roles":[{"id":"0","name":"te_admin"}],"#
                + #""user":{"domain":{"id":"\#(domain)","name":"ours"},"id":"\#(user)","name":"person","#
                + #""password_expires_at":""}}}"#)
    }

    @Test func `issues a token for the whole account, with a catalogue`() async throws {
        let (server, _) = try await server()
        let reply = await server.send(.post, "/v3/auth/tokens", body(scope: #"{"domain":{"name":"ours"}}"#))
        #expect(reply.status == 201)
        let domain = server.domain.account.domainID
        #expect(reply.text.contains(#""methods":["password"],"domain":{"id":"\#(domain)","name":"ours"},"roles":["#))
        #expect(
            reply.text.contains(
                #"{"endpoints":[{"id":"gsl","interface":"public","region":"cn-north-4","region_id":"cn-north-4","#
                    + #""url":"http://127.0.0.1:8080/v1"}],"id":"gsl","name":"gsl","type":"gsl"}"#))
    }

    @Test func `lets a token call what its user may call`() async throws {
        let (server, _) = try await server()
        let headers = HTTPFields(named: ["X-Auth-Token": try await token(server)])
        let reply = await server.send(.get, "/v1/sim-pools", headers: headers)
        #expect((reply.status, reply.text) == (200, #"{"limit":10,"offset":1,"count":0,"pools":[]}"#))
        #expect(reply.header("X-Request-Id") == reply.requestID)
    }

    @Test func `shows a token to whom it belongs`() async throws {
        let (server, _) = try await server()
        let token = try await token(server)
        let headers = HTTPFields(named: ["X-Auth-Token": token, "X-Subject-Token": token])
        let shown = await server.send(.get, "/v3/auth/tokens", headers: headers)
        #expect(shown.status == 200)
        #expect(shown.text.hasPrefix(#"{"token":{"catalog":["#))
        #expect(shown.header("X-Subject-Token") == token)
        let head = await server.send(.head, "/v3/auth/tokens", headers: headers)
        #expect((head.status, head.body.count) == (200, 0))
    }

    @Test func `revokes a token at once`() async throws {
        let (server, _) = try await server()
        let (mine, other) = (try await token(server), try await token(server))
        let gone = await server.send(
            .delete, "/v3/auth/tokens", headers: HTTPFields(named: ["X-Auth-Token": mine, "X-Subject-Token": other]))
        #expect((gone.status, gone.body.count) == (204, 0))
        let call = await server.send(.get, "/v1/sim-pools", headers: HTTPFields(named: ["X-Auth-Token": other]))
        #expect(call.status == 401)
        #expect(
            call.text == #"{"error_msg":"Incorrect IAM authentication information: decrypt token fail","#
                + #""error_code":"APIGW.0301","request_id":"\#(call.requestID)"}"#)
        for method in [HTTPRequest.Method.get, .head, .delete] {
            let reply = await server.send(
                method, "/v3/auth/tokens", headers: HTTPFields(named: ["X-Auth-Token": mine, "X-Subject-Token": other]))
            #expect(reply.status == 404)
        }
    }

    @Test func `ends tokens after a day, by the system's clock`() async throws {
        let (server, _) = try await server()
        let token = try await token(server)
        for (seconds, status) in [(86_300, 200), (86_401, 401)] {
            let head = HTTPRequest(
                method: .get, scheme: "http", authority: "127.0.0.1", path: "/v1/sim-pools",
                headerFields: HTTPFields(named: ["X-Auth-Token": token]))
            let reply = await server.application.respond(
                to: HTTPCall(head: head, body: .complete([]), receivedAt: .now.adding(seconds: Int64(seconds))))
            #expect(reply.status == status)
            if status == 401 {
                #expect(
                    reply.text == #"{"error_msg":"The token must be updated","error_code":"APIGW.0307","#
                        + #""request_id":"\#(reply.requestID)"}"#)
            }
        }
    }

    @Test func `keeps the tokens of an account from another's users`() async throws {
        let (server, _) = try await server()
        let theirs = try await token(server)
        let hash = try Self.passwordHash.get()
        _ = try await server.domain.write(as: server.domain.other) {
            try $0.users.create(name: "person", role: .manager, passwordHash: hash)
        }
        let reply = await server.send(
            .post, "/v3/auth/tokens", body(domain: "theirs", scope: #"{"domain":{"name":"theirs"}}"#))
        let mine = try #require(reply.header("X-Subject-Token"))
        for method in [HTTPRequest.Method.get, .delete] {
            let refused = await server.send(
                method, "/v3/auth/tokens",
                headers: HTTPFields(named: ["X-Auth-Token": mine, "X-Subject-Token": theirs])
            )
            #expect(refused.status == 404)
            #expect(
                refused.text
                    == #"{"error":{"code":404,"message":"X-Subject-Token is invalid in the request","title":"Not Found"}}"#
            )
        }
        let foreignScope = await server.send(
            .post, "/v3/auth/tokens", body(scope: #"{"domain":{"name":"theirs"}}"#))
        #expect(foreignScope.status == 403)
    }

    @Test func `refuses wrong names and passwords alike`() async throws {
        let (server, _) = try await server()
        let refused = [
            body(password: "another password"), body(user: "nobody"), body(domain: "nowhere"),
            // A user without a password cannot log in.
            body(user: "manager"),
        ]
        for body in refused {
            let reply = await server.send(.post, "/v3/auth/tokens", body)
            #expect(reply.status == 401)
            #expect(
                reply.text
                    == #"{"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}"#)
        }
    }

    @Test func `refuses bodies, callers and paths that it does not know`() async throws {
        let server = try await ServerFixture(clock: .system)
        let cases: [(HTTPRequest.Method, String, String, [String: String], Int, String)] = [
            (.post, "/v3/auth/tokens", "{}", [:], 400, "The request body is invalid"),
            (.get, "/v3/auth/tokens", "", [:], 401, "The X-Auth-Token is invalid!"),
            (.get, "/v3/auth/tokens", "", ["X-Auth-Token": "x"], 401, "The X-Auth-Token is invalid!"),
            (
                .get, "/v3/projects", "", [:], 401,
                "Incorrect IAM authentication information: x-auth-token not found"
            ),
            (.get, "/v3/users", "", [:], 404, "The API does not exist."),
            (.patch, "/v3/auth/tokens", "", [:], 404, "The API does not exist."),
        ]
        for (method, path, body, headers, status, message) in cases {
            let reply = await server.send(method, path, body, headers: HTTPFields(named: headers))
            #expect(reply.status == status)
            #expect(reply.text.hasPrefix(#"{"error":{"code":\#(status),"message":"\#(message)","title":"#))
        }
    }

    @Test func `lists the project, the account and the version`() async throws {
        let server = try await ServerFixture()
        let project = try await project(server)
        let domain = server.domain.account.domainID
        let entry =
            #"{"description":"","domain_id":"\#(domain)","enabled":true,"id":"\#(project.id)","is_domain":false,"#
            + #""links":{"self":"http://127.0.0.1:8080/v3/projects/\#(project.id)"},"name":"cn-north-4","#
            + #""parent_id":"\#(domain)"}"#
        #expect(
            await server.request(.get, "/v3/projects?name=cn-north-4").text
                == #"{"links":{"next":null,"previous":null,"self":"http://127.0.0.1:8080/v3/projects"},"#
                + #""projects":[\#(entry)]}"#)
        #expect(
            await server.request(.get, "/v3/auth/projects").text
                == #"{"links":{"self":"http://127.0.0.1:8080/v3/auth/projects"},"projects":[\#(entry)]}"#)
        #expect(
            await server.request(.get, "/v3/auth/domains").text
                == #"{"domains":[{"description":"","enabled":true,"id":"\#(domain)","#
                + #""links":{"self":"http://127.0.0.1:8080/v3/domains/\#(domain)"},"name":"ours"}],"#
                + #""links":{"self":"http://127.0.0.1:8080/v3/auth/domains"}}"#)
        for path in ["/v3", "/v3/"] {
            let reply = await server.send(.get, path)
            #expect(reply.status == 200)
            #expect(
                reply.text == #"{"version":{"id":"v3.6","links":[{"href":"http://127.0.0.1:8080/v3/","rel":"self"}],"#
                    + #""media-types":[{"base":"application/json","#
                    + #""type":"application/vnd.openstack.identity-v3+json"}],"status":"stable","#
                    + #""updated":"2016-04-04T00:00:00Z"}}"#)
        }
    }

    @Test(arguments: [
        ("name=cn-south-1", 200, 0), ("enabled=false", 200, 0), ("page=2", 200, 0), ("page=1&per_page=1", 200, 1),
        ("per_page=0", 400, 0), ("page=x", 400, 0), ("enabled=true&is_domain=false", 200, 1),
    ])
    func `filters the projects`(query: String, status: Int, count: Int) async throws {
        let server = try await ServerFixture()
        let reply = await server.request(.get, "/v3/projects?\(query)")
        #expect(reply.status == status)
        #expect(reply.text.matches(of: /"parent_id"/).count == count)
    }

    @Test(arguments: ["/v3/projects", "/v3/auth/projects", "/v3/auth/domains"])
    func `shows an account itself only`(path: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.request(.get, path, as: server.stranger)
        #expect(reply.status == 200)
        #expect(reply.text.contains(server.domain.other.domainID))
        #expect(!reply.text.contains(server.domain.account.domainID))
        #expect(await server.request(.get, path, as: server.key(.metering)).status == 403)
    }
}
