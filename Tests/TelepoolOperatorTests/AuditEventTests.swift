import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import Testing

struct `Audit events` {
    private static let path = "/telepool/v1/audit-events"
    private static let installation = "/telepool/v1/installation/audit-events"
    private static let call = AuditCall(
        face: "operator", operation: "CreateTag", requestID: "r", remoteAddress: "192.0.2.1", user: UserID("u"),
        credential: "token", request: #"{"target":"POST /"}"#)

    private func write(_ server: ServerFixture, to account: Account? = nil, count: Int = 1) async throws {
        for index in 0..<count {
            try await server.domain.write(as: account) { scope in
                _ = try scope.simTags.create(name: "tag \(index)")
                try scope.audit.append(Self.call, trail: scope.trail)
            }
        }
    }

    @Test func `tell everything of an event`() async throws {
        let server = try await ServerFixture()
        try await write(server)
        let reply = await server.request(.get, Self.path)
        let text = reply.text
            .replacing(/"id":"\d+"/, with: #""id":"1""#).replacing(/[0-9a-f]{64}/, with: "…")
        #expect(
            text == #"{"events":[{"sequence":1,"at":"2022-09-22T18:57:15.000Z","user":"u","credential":"token","#
                + #""face":"operator","operation":"CreateTag","request_id":"r","remote_address":"192.0.2.1","#
                + #""outcome":"Success","occurrences":1,"request":"{\"target\":\"POST /\"}","changes":[{"#
                + #""kind":"sim_tag","id":"1","before":[],"after":[{"name":"name","value":"tag 0"}]}],"#
                + #""omitted_changes":0,"hash":"…"}]}"#)
    }

    @Test func `are listed page after page`() async throws {
        let server = try await ServerFixture()
        try await write(server, count: 3)
        let first = await server.request(.get, "\(Self.path)?limit=2&newest_first=false").text
        #expect(first.contains(#""sequence":2"#) && first.hasSuffix(#""next":2}"#))
        let second = await server.request(.get, "\(Self.path)?limit=2&newest_first=false&after=2").text
        #expect(second.contains(#""sequence":3"#) && !second.contains("next"))
    }

    @Test(arguments: [
        "from=yesterday", "to=1", "object=number_pool", "object=nothing:1", "newest_first=2", "after=0", "limit=0",
        "limit=1001",
    ])
    func `need proper parameters`(query: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.request(.get, "\(Self.path)?\(query)")
        #expect((reply.status, reply.errorCode) == (400, "InvalidParameter"))
    }

    @Test func `of others are for administrators`() async throws {
        let server = try await ServerFixture()
        try await write(server, to: server.domain.other)
        #expect(await server.request(.get, Self.path).text == #"{"events":[]}"#)
        for path in ["\(Self.path)?account=theirs", Self.installation, "\(Self.installation)/verification"] {
            let refused = await server.request(.get, path)
            #expect((refused.status, refused.errorCode) == (403, "AccessDenied"))
        }
        let key = server.key(.administrator)
        let theirs = await server.request(.get, "\(Self.path)?account=theirs", as: key)
        #expect(theirs.text.contains(#""sequence":1"#))
        let unknown = await server.request(.get, "\(Self.path)?account=nobody", as: key)
        #expect((unknown.status, unknown.errorCode) == (404, "UnknownAccount"))
        #expect(await server.request(.get, Self.installation, as: key).text == #"{"events":[]}"#)
        for role in [Role.reader, .metering] {
            #expect(await server.request(.get, Self.path, as: server.key(role)).status == 403)
        }
    }

    @Test func `are verified`() async throws {
        let server = try await ServerFixture()
        let zeros = String(repeating: "0", count: 64)
        let empty = await server.request(.get, "\(Self.path)/verification").text
        #expect(empty == #"{"is_intact":true,"events":0,"head":0,"head_hash":"\#(zeros)"}"#)
        try await write(server, count: 2)
        let whole = await server.request(.get, "\(Self.path)/verification").text
        #expect(whole.hasPrefix(#"{"is_intact":true,"events":2,"head":2,"head_hash":""#))
        let key = server.key(.administrator)
        let ours = await server.request(.get, "\(Self.path)/verification?account=ours", as: key).text
        #expect(ours == whole)
    }
}
