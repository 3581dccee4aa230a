import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import Testing

/// What every import answers: all rows accounted for, the bad ones by line and reason.
struct `Imports` {
    private static let cards = "/telepool/v1/orders/7/sim-cards?plan_id=p"

    private func server() async throws -> ServerFixture {
        let server = try await ServerFixture()
        let reply = await server.request(
            .post, "/telepool/v1/price-plans", #"{"id":"p","name":"n","carrier":"mobile","data_mb":10,"months":1}"#)
        #expect(reply.status == 201)
        return server
    }

    private func pool(_ server: ServerFixture) async throws -> NumberPoolNo {
        try await server.domain.write {
            try $0.numberPools.create(name: "a", serviceType: .ordinary, subServiceType: .voiceSIP).no
        }
    }

    private func csv(
        _ server: ServerFixture, _ path: String, _ body: String, as key: IssuedAccessKey? = nil
    ) async -> HTTPReply {
        await server.request(.post, path, body, type: "text/csv; charset=utf-8", as: key)
    }

    @Test func `of numbers tell what became of each row`() async throws {
        let server = try await server()
        let pool = try await pool(server)
        let path = "/telepool/v1/number-pools/\(pool)/numbers"
        let body = "\u{FEFF}number\r\n13800000001\r\n+8613800000002\r\n\r\n13800000001\r\nabc\r\n\"12\r\n"
        let reply = await csv(server, path, body)
        #expect(reply.status == 200)
        #expect(
            reply.text == #"{"accepted":2,"duplicate":1,"rejected":2,"rejections":["#
                + #"{"line":6,"code":"InvalidRow","reason":"number has to be 3 to 15 digits, with + and country "#
                + #"code if not national"},"#
                + #"{"line":7,"code":"InvalidRow","reason":"a quote is left open; reading ends here"}]}"#)
        #expect(try await server.domain.read { try $0.numberPools.find(pool)?.numberCount } == 2)
        let again = await csv(server, path, body)
        #expect(again.text.hasPrefix(#"{"accepted":0,"duplicate":3,"rejected":2,"#))
        #expect(try await server.domain.read { try $0.numberPools.find(pool)?.numberCount } == 2)
    }

    @Test func `of numbers hold a number once on the server`() async throws {
        let server = try await server()
        let (pool, second) = (try await pool(server), try await pool(server))
        let theirs = try await server.domain.write(as: server.domain.other) {
            try $0.numberPools.create(name: "a", serviceType: .ordinary, subServiceType: .voiceSIP).no
        }
        _ = await csv(server, "/telepool/v1/number-pools/\(pool)/numbers", "number\n13800000001\n")
        let refused =
            #"{"accepted":0,"duplicate":0,"rejected":1,"rejections":[{"line":2,"code":"#
            + #""NumberHeldElsewhere","reason":"the number is in another pool or not available"}]}"#
        #expect(
            await csv(server, "/telepool/v1/number-pools/\(second)/numbers", "number\n13800000001\n").text == refused)
        let foreign = await csv(
            server, "/telepool/v1/number-pools/\(theirs)/numbers", "number\n13800000001\n", as: server.stranger)
        #expect(foreign.text == refused)
    }

    @Test func `of numbers know the account's own pools only`() async throws {
        let server = try await server()
        let pool = try await pool(server)
        let reply = await csv(
            server, "/telepool/v1/number-pools/\(pool)/numbers", "number\n13800000001\n", as: server.stranger)
        #expect(reply.status == 404)
        #expect(
            reply.text == #"{"error":{"code":"UnknownNumberPool","message":"There is no number pool \#(pool)."},"#
                + #""request_id":"\#(reply.requestID)"}"#)
    }

    @Test func `of cards tell what became of each row`() async throws {
        let server = try await server()
        let reply = await csv(
            server, Self.cards,
            """
            status,iccid,msisdn,imsi,activated_at,disassembled_at
            in_use,8986000000000000001,1064800000001,460040000000001,2022-01-01T00:00:00Z,
            13,8986000000000000002,,,,
            in_use,8986000000000000001,1064800000001,460040000000001,2022-01-01T08:00:00+08:00,
            in_use,8986000000000000001,,,,
            lost,8986000000000000003,,,,
            in_use,123,,,,
            in_use,,,,,
            inactive,8986000000000000004,,,2022-01-01T00:00:00Z,
            in_use,8986000000000000004,,,,2022-01-01T00:00:00Z
            disassembled,8986000000000000004,,,2022-01-02T00:00:00Z,2022-01-01T00:00:00Z
            in_use,8986000000000000004,,,yesterday,
            in_use,8986000000000000004
            """)
        #expect(reply.status == 200)
        let reasons = reply.text.matches(of: /"line":(\d+),"code":"(\w+)","reason":"([^"]*)"/)
            .map { "\($0.1) \($0.2): \($0.3)" }
        #expect(
            reasons == [
                "5 CardDiffers: there is a card with this iccid and other contents",
                "6 InvalidRow: status has to be one of "
                    + SIMCardStatus.allCases.map { "\(Self.name($0)) (\($0.rawValue))" }.joined(separator: ", "),
                "7 InvalidRow: iccid has to be 19 to 20 digits", "8 InvalidRow: iccid is missing",
                "9 InvalidRow: activated_at is set for a card that is not activated",
                "10 InvalidRow: disassembled_at is set for a card that is not disassembled",
                "11 InvalidRow: disassembled_at is before activated_at",
                "12 InvalidRow: activated_at has to be a time such as 2022-09-22T18:57:15Z",
                "13 InvalidRow: 2 fields where the first line names 6",
            ])
        #expect(reply.text.hasPrefix(#"{"accepted":2,"duplicate":1,"rejected":9,"#))
    }

    private static func name(_ status: SIMCardStatus) -> String {
        switch status {
        case .testable: "testable"
        case .inactive: "inactive"
        case .activatable: "activatable"
        case .suspended: "suspended"
        case .inUse: "in_use"
        case .disassembled: "disassembled"
        }
    }

    @Test(arguments: [
        ("/telepool/v1/orders/0/sim-cards?plan_id=p", 400, "InvalidParameter"),
        ("/telepool/v1/orders/x/sim-cards?plan_id=p", 400, "InvalidParameter"),
        ("/telepool/v1/orders/9007199254740992/sim-cards?plan_id=p", 400, "InvalidParameter"),
        ("/telepool/v1/orders/7/sim-cards", 400, "InvalidParameter"),
        ("/telepool/v1/orders/7/sim-cards?plan_id=q", 404, "UnknownPricePlan"),
    ])
    func `of cards refuse orders and plans that do not exist`(path: String, status: Int, code: String) async throws {
        let server = try await server()
        let reply = await csv(server, path, "iccid,status\n8986000000000000001,in_use\n")
        #expect((reply.status, reply.errorCode) == (status, code))
    }

    @Test func `of cards keep an order to its plan`() async throws {
        let server = try await server()
        _ = await csv(server, Self.cards, "iccid,status\n8986000000000000001,in_use\n")
        _ = await server.request(
            .post, "/telepool/v1/price-plans", #"{"id":"q","name":"n","carrier":"mobile","data_mb":1,"months":1}"#)
        let reply = await csv(
            server, "/telepool/v1/orders/7/sim-cards?plan_id=q", "iccid,status\n8986000000000000002,in_use\n")
        #expect((reply.status, reply.errorCode) == (409, "OrderOfOtherPlan"))
        // Another account's order of the same number is an order of its own, and knows its own plans only.
        let foreign = await csv(server, Self.cards, "iccid,status\n8986000000000000001,in_use\n", as: server.stranger)
        #expect((foreign.status, foreign.errorCode) == (404, "UnknownPricePlan"))
    }

    @Test func `of usage tell what became of each row`() async throws {
        let server = try await server()
        _ = await csv(server, Self.cards, "iccid,status\n8986000000000000001,in_use\n")
        let reply = await csv(
            server, "/telepool/v1/usage",
            """
            record_id,iccid,at,bytes
            a,8986000000000000001,2022-09-01T00:00:00Z,5
            a,8986000000000000001,2022-09-01T00:00:00Z,5
            a,8986000000000000001,2022-09-01T00:00:00Z,6
            b,8986000000000000009,2022-09-01T00:00:00Z,5
            c,8986000000000000001,2022-10-01T00:00:00Z,5
            d,8986000000000000001,2022-09-01T00:00:00Z,-5
            e,8986000000000000001,2022-09-01T00:00:00Z,1125899906842625
            f,8986000000000000001,,5
            ,8986000000000000001,2022-09-01T00:00:00Z,5

            """, as: server.key(.metering))
        #expect(reply.status == 200)
        let reasons = reply.text.matches(of: /"line":(\d+),"code":"(\w+)","reason":"([^"]*)"/)
            .map { "\($0.1) \($0.2): \($0.3)" }
        #expect(
            reasons == [
                "4 RecordDiffers: there is a record with this id and other contents",
                "5 UnknownCard: there is no such card", "6 Future: the time lies in the future",
                "7 InvalidRow: bytes has to be an integer from 0 to 1125899906842624",
                "8 InvalidRow: bytes has to be an integer from 0 to 1125899906842624", "9 InvalidRow: at is missing",
                "10 InvalidRow: record_id is missing",
            ])
        #expect(reply.text.hasPrefix(#"{"accepted":1,"duplicate":1,"rejected":7,"#))
        // The card is unknown to another account.
        let foreign = await csv(
            server, "/telepool/v1/usage", "record_id,iccid,at,bytes\nz,8986000000000000001,2022-09-01T00:00:00Z,5\n",
            as: server.stranger)
        #expect(
            foreign.text == #"{"accepted":0,"duplicate":0,"rejected":1,"rejections":[{"line":2,"code":"UnknownCard","#
                + #""reason":"there is no such card"}]}"#)
    }

    @Test(arguments: [
        ("/telepool/v1/usage", "record_id,iccid,at,bytes"), (cards, "iccid,status"),
        ("/telepool/v1/number-pools/NP1/numbers", "number"),
    ])
    func `need a first line that names the columns, and the right type`(path: String, columns: String) async throws {
        let server = try await server()
        for header in ["", "x", "\(columns),\(columns)", "\(columns),x", "\"\(columns)"] {
            let reply = await csv(server, path, header)
            #expect((reply.status, reply.errorCode) == (400, "InvalidParameter"))
        }
        let typed = await server.request(.post, path, columns, type: "application/json")
        #expect((typed.status, typed.errorCode) == (400, "InvalidParameter"))
    }

    @Test func `are for who delivers`() async throws {
        let server = try await server()
        let paths = [("/telepool/v1/usage", Role.reader), (Self.cards, .metering), (Self.cards, .reader)]
        for (path, role) in paths {
            let reply = await csv(server, path, "x", as: server.key(role))
            #expect((reply.status, reply.errorCode) == (403, "AccessDenied"))
        }
    }
}
