import TelepoolDomain
import TelepoolHuawei
import TelepoolREST
import TelepoolTestSupport
import TelepoolURL
import Testing

struct `The address of a card` {
    private static let iccid = "8986000000000000001"

    private func request(_ id: String, query: String = "", body: String = "") throws -> RESTRequest {
        RESTRequest(
            pathParameters: ["sim_card_id": id], query: try #require(Query(parsing: query[...])),
            body: Array(body.utf8))
    }

    @Test func `is an id, or an ICCID where the id is 0`() throws {
        #expect(try SIMCardAddress(request("9223372036854775807")).reference == .id(SIMCardID(.max)))
        #expect(try SIMCardAddress(request("7", query: "iccid=\(Self.iccid)")).reference == .id(SIMCardID(7)))
        let inQuery = try request("0", query: "iccid=\(Self.iccid)", body: #"{"iccid":"89860000000000000002"}"#)
        #expect(try SIMCardAddress(inQuery).reference == .iccid(Self.iccid))
        let inBody = try request("0", query: "iccid=", body: #"{"iccid":"89860000000000000002"}"#)
        #expect(try SIMCardAddress(inBody).reference == .iccid("89860000000000000002"))
    }

    @Test(arguments: [
        ("", "", ""), ("x", "", ""), ("-1", "", ""), ("+1", "", ""), ("9223372036854775808", "", ""), ("0", "", ""),
        ("0", "iccid=898600000000000001", ""), ("0", "iccid=898600000000000000001", ""), ("7", "iccid=1", ""),
        ("0", "", "x"), ("0", "", "{}"), ("0", "", #"{"iccid":8986000000000000001}"#), ("0", "", #"{"iccid":"1"}"#),
    ])
    func `is refused where it is malformed`(id: String, query: String, body: String) throws {
        let request = try request(id, query: query, body: body)
        #expect(throws: HuaweiError.invalidParameter) { try SIMCardAddress(request) }
    }

    @Test func `leads to the account's own cards only`() async throws {
        let server = try await ServerFixture()
        let id = try await server.load(cards: [Self.iccid])[0]
        let addresses = try [
            SIMCardAddress(request("\(id)")), SIMCardAddress(request("0", query: "iccid=\(Self.iccid)")),
        ]
        for address in addresses {
            #expect(try await server.domain.read { try address.card(in: $0) } == SIMCardID(id))
            await #expect(throws: HuaweiError.unknownSIMCard) {
                try await server.domain.read(as: server.domain.other) { try address.card(in: $0) }
            }
        }
    }
}
