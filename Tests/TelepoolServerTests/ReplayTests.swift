import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime
import Testing

/// Signed requests that somebody sends once more as they are.
struct `A signed request` {
    private static let fixed = HTTPFields(named: ["X-Request-Nonce": "1"])
    private static let pool = #"{"Name":"a","ServiceType":100,"SubServiceType":101}"#

    private func pools(_ server: ServerFixture) async throws -> Int64 {
        try await server.domain.read { try $0.numberPools.list(.init(), offset: 0, limit: 1).total }
    }

    private func create(
        _ server: ServerFixture, _ body: String = pool, at time: Timestamp, headers: HTTPFields = fixed,
        path: String = "/?Action=CreateNumberPool&Version=2022-01-01"
    ) async -> HTTPReply {
        var head = HTTPRequest(
            method: .post, scheme: "http", authority: "127.0.0.1:8080", path: path, headerFields: headers)
        head.headerFields[.contentType] = "application/json"
        return await server.volcengine(head, Array(body.utf8), at: time)
    }

    @Test func `has one effect however often it comes`() async throws {
        let server = try await ServerFixture()
        let time = Timestamp.now
        var results: Set<String?> = []
        for _ in 1...100 { results.insert(await create(server, at: time).result) }
        #expect(results.count == 1)
        #expect(results.first != .some(nil))
        #expect(try await pools(server) == 1)
    }

    @Test func `has one effect even if all come at once`() async throws {
        let server = try await ServerFixture()
        let time = Timestamp.now
        let results = await withTaskGroup(of: String?.self) { group in
            for _ in 1...20 { group.addTask { await create(server, at: time).result } }
            return await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(results.count == 1)
        #expect(try await pools(server) == 1)
    }

    @Test func `is another one a second later, or with another nonce`() async throws {
        let server = try await ServerFixture()
        let time = Timestamp.now
        _ = await create(server, at: time)
        _ = await create(server, at: time.adding(seconds: -1))
        _ = await create(server, at: time, headers: HTTPFields(named: ["X-Request-Nonce": "2"]))
        #expect(try await pools(server) == 3)
    }

    @Test func `with an invocation id of its own has one effect for all its time`() async throws {
        let server = try await ServerFixture()
        let headers = HTTPFields(named: ["X-Request-Nonce": "1", "X-Sdk-Invocation-Id": "i"])
        let time = Timestamp.now.adding(seconds: 800)
        for _ in 1...3 { #expect(await create(server, at: time, headers: headers).status == 200) }
        #expect(try await pools(server) == 1)
        let key = IdempotentAnswers.Key(
            text: "Invocation/\(server.key(.manager).id)/CreateNumberPool/i", lifetime: 0)
        let end = time.adding(seconds: 900)
        #expect(try await server.domain.read { try $0.idempotentAnswers.find(key, at: end) } != nil)
    }

    @Test func `that failed may be made again`() async throws {
        let server = try await ServerFixture(limits: Limits(numberPools: 0))
        let time = Timestamp.now
        for _ in 1...2 { #expect(await create(server, at: time).errorCode == "QuotaExceeded") }
    }

    @Test func `of Huawei's form has one effect under whatever name it is sent again`() async throws {
        let server = try await ServerFixture()
        let time = Timestamp.now
        let path = "/v1/tags"
        var head = HTTPRequest(
            method: .post, scheme: "http", authority: "127.0.0.1:8080", path: path, headerFields: Self.fixed)
        head.headerFields[.contentType] = "application/json"
        let body = #"{"tag_name":"a"}"#
        let signed = server.signed(head, body, at: time)
        let first = await server.send(signed, body)
        #expect(first.status == 200)
        // Nobody has signed this header.
        for name in ["k1", "k2"] {
            var again = signed
            again.headerFields.append(contentsOf: HTTPFields(named: ["Idempotency-Key": name]))
            let reply = await server.send(again, body)
            #expect(reply.text == first.text)
        }
        let tags = try await server.domain.read {
            try $0.simTags.list(namePart: nil, isInUse: nil, offset: 0, limit: 10).total
        }
        #expect(tags == 1)
    }

    @Test func `that made a secret is refused the second time`() async throws {
        let server = try await ServerFixture()
        let time = Timestamp.now
        let user = #"{"name":"n","role":"reader"}"#
        let first = await server.request(.post, "/telepool/v1/users", user, headers: Self.fixed, at: time)
        let second = await server.request(.post, "/telepool/v1/users", user, headers: Self.fixed, at: time)
        #expect(first.status == 201)
        #expect((second.status, second.errorCode) == (409, "IdempotencyMismatch"))
        #expect(!second.text.contains("secret"))
    }

    @Test func `that reads is answered anew`() async throws {
        let server = try await ServerFixture()
        let time = Timestamp.now
        let list = "/?Action=NumberPoolList&Version=2022-01-01"
        let first = await create(server, "{}", at: time, path: list)
        _ = await create(server, at: time)
        let second = await create(server, "{}", at: time, path: list)
        #expect(first.result != second.result)
    }
}
