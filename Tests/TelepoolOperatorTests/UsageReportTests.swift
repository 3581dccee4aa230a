import HTTPTypes
import TelepoolDomain
import TelepoolSQL
import TelepoolServer
import TelepoolTestSupport
import Testing

/// What is read back of the ledger.
struct `Reports on usage` {
    private func server() async throws -> ServerFixture {
        let server = try await `Usage records`.server()
        let body = """
            record_id,iccid,at,up_bytes,down_bytes
            a,8986000000000000001,2022-08-31T15:59:59Z,1,2
            b,8986000000000000001,2022-08-31T16:00:00Z,10,20
            c,8986000000000000002,2022-09-02T00:00:00Z,100,200
            d,8986000000000000001,2022-09-02T00:00:00Z,1000,2000
            """
        #expect(await server.stream(`Usage records`.path, [Array(body.utf8)]).text.hasPrefix(#"{"accepted":4,"#))
        return server
    }

    private func change(_ server: ServerFixture, _ statement: SQLStatement) async throws {
        #expect(try await server.domain.database.write { try $0.changes(by: statement) } > 0)
    }

    // MARK: Audit

    @Test func `say that counters are exact`() async throws {
        let server = try await server()
        for path in ["/telepool/v1/usage/audit", "/telepool/v1/usage/audit?cycle=2022-08"] {
            let reply = await server.request(.get, path, as: server.key(.reader))
            #expect(reply.status == 200)
            #expect(reply.text == #"{"discrepancies":[],"is_exact":true}"#)
        }
    }

    @Test(arguments: [
        ("UPDATE sim_card_days SET down_bytes = down_bytes + 1 WHERE day = 19236", "card_day", "2022-09-01", -1),
        ("UPDATE sim_card_cycles SET used_bytes = used_bytes - 7 WHERE used_bytes = 3030", "card_cycle", "2022-09", 7),
        ("UPDATE sim_pool_cycles SET used_bytes = used_bytes + 3 WHERE used_bytes = 3330", "pool_cycle", "2022-09", -3),
        ("UPDATE usage_records SET up_bytes = 2 WHERE id = 'a'", "card_day", "2022-08-31", 1),
    ])
    func `name each counter that is not`(
        statement: SQLStatement, counter: String, period: String, difference: Int
    ) async throws {
        let server = try await server()
        try await change(server, statement)
        let reply = await server.request(.get, "/telepool/v1/usage/audit", as: server.key(.reader))
        #expect(reply.status == 200)
        #expect(reply.text.hasSuffix(#"],"is_exact":false}"#))
        let found = reply.text.matches(of: /"counter":"(\w+)","id":\d+,"period":"([\d-]+)","difference":(-?\d+)/)
            .map { "\($0.1) \($0.2) \($0.3)" }
        #expect(found.contains("\(counter) \(period) \(difference)"))
        // It is nothing to other accounts.
        let stranger = await server.request(.get, "/telepool/v1/usage/audit", as: server.stranger)
        #expect(stranger.text == #"{"discrepancies":[],"is_exact":true}"#)
    }

    // MARK: Lists

    @Test func `list pools by cycle`() async throws {
        let server = try await server()
        let reply = await server.request(.get, "/telepool/v1/usage/pools?cycle=2022-09", as: server.key(.reader))
        #expect(reply.status == 200)
        let text = try #require(reply.text.firstMatch(of: /"sim_pool_id":(\d+),(.*)$/))
        #expect(text.2 == #""sim_pool_name":"=pool","carrier":"mobile","cycle":"2022-09","used_bytes":3330}]}"#)
    }

    @Test func `list cards by cycle, page by page`() async throws {
        let server = try await server()
        let reply = await server.request(.get, "/telepool/v1/usage/cards?cycle=2022-08")
        // The pool begins in the cycle that runs, so what was used before is nobody's.
        #expect(
            reply.text == #"{"usage":[{"iccid":"8986000000000000001","msisdn":"1064800000001","#
                + #""imsi":"460040000000001","cycle":"2022-08","used_bytes":3}]}"#)
        #expect(
            try await pages(server, "/telepool/v1/usage/cards").map { $0.filter { $0 != "\"" } }
                == [
                    "iccid:8986000000000000001 cycle:2022-08 used_bytes:3",
                    "iccid:8986000000000000001 cycle:2022-09 used_bytes:3030",
                    "iccid:8986000000000000002 cycle:2022-09 used_bytes:300",
                ])
    }

    @Test func `list days, page by page`() async throws {
        let server = try await server()
        let days = [
            "iccid:8986000000000000001 day:2022-08-31 cycle:2022-08 up_bytes:1 down_bytes:2",
            "iccid:8986000000000000001 day:2022-09-01 cycle:2022-09 up_bytes:10 down_bytes:20",
            "iccid:8986000000000000001 day:2022-09-02 cycle:2022-09 up_bytes:1000 down_bytes:2000",
            "iccid:8986000000000000002 day:2022-09-02 cycle:2022-09 up_bytes:100 down_bytes:200",
        ]
        #expect(try await pages(server, "/telepool/v1/usage/days") == days)
        #expect(try await pages(server, "/telepool/v1/usage/days", "&cycle=2022-08") == [days[0]])
        #expect(try await pages(server, "/telepool/v1/usage/days", "&cycle=2022-09") == Array(days[1...]))
    }

    /// What a list holds in pages of one row, without what is the same in all tests.
    private func pages(_ server: ServerFixture, _ path: String, _ query: String = "") async throws -> [String] {
        var rows: [String] = []
        var after: Substring? = ""
        while let previous = after {
            let reply = await server.request(.get, "\(path)?limit=1&after=\(previous)\(query)")
            #expect(reply.status == 200)
            let members = reply.text.matches(of: /"(iccid|day|cycle|used_bytes|up_bytes|down_bytes)":"?([\d-]+)/)
            if !members.isEmpty { rows.append(members.map { "\($0.1):\($0.2)" }.joined(separator: " ")) }
            after = try #require(reply.text.wholeMatch(of: /.*?(?:"next":"([\d.]+)")?}/)).1
        }
        return rows
    }

    @Test(arguments: ["pools", "cards", "days"])
    func `refuse pages that do not exist`(list: String) async throws {
        let server = try await `Usage records`.server()
        for query in ["cycle=2022-13", "cycle=", "after=1", "after=1.2.3", "after=a.b", "limit=0", "limit=5001"] {
            let reply = await server.request(.get, "/telepool/v1/usage/\(list)?\(query)")
            #expect((reply.status, reply.errorCode) == (400, "InvalidParameter"))
        }
        let audit = await server.request(.get, "/telepool/v1/usage/audit?cycle=september")
        #expect((audit.status, audit.errorCode) == (400, "InvalidParameter"))
    }

    @Test(arguments: ["audit", "pools", "cards", "days"])
    func `are for readers of the account, not for metering`(report: String) async throws {
        let server = try await server()
        let path = "/telepool/v1/usage/\(report)"
        #expect(await server.request(.get, path, as: server.key(.reader)).status == 200)
        #expect(await server.request(.get, path, as: server.key(.metering)).status == 403)
        let stranger = await server.request(.get, path, as: server.stranger)
        #expect(stranger.text.contains("[]"))
    }
}
