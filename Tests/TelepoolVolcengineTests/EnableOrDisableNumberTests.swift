import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import Testing

struct `EnableOrDisableNumber` {
    private func filled() async throws -> ServerFixture {
        let server = try await ServerFixture()
        try await server.domain.write { scope in
            let pool = try scope.numberPools.create(name: "a", serviceType: .ordinary, subServiceType: .voiceSIP).no
            _ = try scope.numbers.add(
                try (1...3).map { NumberEntry(try #require(PhoneNumber("1380000000\($0)"))) }, to: pool)
            _ = try scope.numbers.setStatus(.disabledByPlatform, of: [#require(PhoneNumber("13800000003"))])
        }
        return server
    }

    private func states(_ server: ServerFixture) async throws -> [Int64] {
        try await server.domain.read {
            try $0.numbers.list(.init(), offset: 0, limit: 10).elements.map(\.status.rawValue)
        }
    }

    @Test func `takes numbers out of use and back, and says little`() async throws {
        let server = try await filled()
        for (code, expected) in [("2", [2, 2, 3]), ("2", [2, 2, 3]), ("1", [1, 1, 3])] as [(String, [Int64])] {
            let reply = await server.call(
                "EnableOrDisableNumber", #"{"EnableCode":\#(code),"NumberList":"13800000001,13800000002"}"#)
            #expect(reply.result == "{}")
            #expect(try await states(server) == expected)
        }
        // The totals follow.
        let page = try await server.domain.read { try $0.numbers.list(.init(status: 1), offset: 0, limit: 10) }
        #expect(page.total == 2)
    }

    @Test(arguments: [
        (#"{"NumberList":["13800000001"]}"#, "enable code cannot be null"),
        (#"{"EnableCode":3,"NumberList":["13800000001"]}"#, "The specified parameter EnableCode is invalid."),
        (#"{"EnableCode":2}"#, "id和number至少一个不为null"),
        (#"{"EnableCode":2,"NumberList":[]}"#, "id和number至少一个不为null"),
        (#"{"EnableCode":2,"NumberList":["x"]}"#, "The specified parameter NumberList (x) is invalid."),
        (#"{"EnableCode":2,"NumberList":["13800000001","13900000000"]}"#, "NumberList (13900000000)"),
        (#"{"EnableCode":1,"NumberList":["13800000001","13800000003"]}"#, "NumberList (13800000003)"),
        (
            #"{"EnableCode":2,"NumberList":"\#((0...100).map { "138\(10_000_000 + $0)" }.joined(separator: ","))"}"#,
            "The specified parameter NumberList is invalid."
        ),
    ])
    func `refuses as a whole`(body: String, reason: String) async throws {
        let server = try await filled()
        let reply = await server.call("EnableOrDisableNumber", body)
        #expect(reply.status == 200)
        #expect(reply.text.hasSuffix(#""Code":"IllegalArgument","Message":"非法的参数: \#(reason)"}}}"#))
        #expect(try await states(server) == [1, 1, 3])
    }

    @Test func `does not know another account's numbers`() async throws {
        let server = try await filled()
        let body = #"{"EnableCode":2,"NumberList":["13800000001"]}"#
        let reply = await server.call("EnableOrDisableNumber", body, as: server.stranger)
        #expect(reply.errorCode == "IllegalArgument")
        #expect(try await states(server) == [1, 1, 3])
        #expect(await server.call("EnableOrDisableNumber", body, as: server.key(.reader)).status == 403)
    }
}
