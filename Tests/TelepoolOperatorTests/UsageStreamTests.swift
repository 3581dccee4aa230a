import HTTPTypes
import TelepoolDomain
import TelepoolREST
import TelepoolSQL
import TelepoolServer
import TelepoolTestSupport
import Testing

/// Usage that is delivered in bodies of any length, in both formats.
struct `Usage records` {
    static let path = "/telepool/v1/usage"
    private static let columns = "record_id,iccid,at,bytes\n"

    /// A server with three cards in a pool; the second answers to an IMSI of its own, the other two to one MSISDN.
    static func server() async throws -> ServerFixture {
        let server = try await ServerFixture()
        let plan = #"{"id":"p","name":"n","carrier":"mobile","data_mb":10,"months":1}"#
        #expect(await server.request(.post, "/telepool/v1/price-plans", plan).status == 201)
        let cards = """
            iccid,msisdn,imsi,status
            8986000000000000001,1064800000001,460040000000001,in_use
            8986000000000000002,1064800000002,460040000000002,in_use
            8986000000000000003,1064800000001,,in_use
            """
        let imported = await server.request(
            .post, "/telepool/v1/orders/7/sim-cards?plan_id=p", cards, type: "text/csv")
        #expect(imported.text.hasPrefix(#"{"accepted":3,"#))
        let pool = #"{"name":"=pool","order_ids":[7]}"#
        #expect(await server.request(.post, "/telepool/v1/sim-pools", pool).status == 201)
        return server
    }

    static func rows(_ range: Range<Int>) -> String {
        range.map { "r\($0),8986000000000000001,2022-09-01T00:00:00Z,1\n" }.joined()
    }

    private func reasons(_ reply: HTTPReply) -> [String] {
        reply.text.matches(of: /"line":(\d+),"code":"(\w+)","reason":"([^"]*)"/).map { "\($0.1) \($0.2): \($0.3)" }
    }

    private func used(_ server: ServerFixture) async throws -> Int64 {
        try await server.domain.read {
            try $0.usage.pools(in: nil, after: .start, limit: 10).map(\.used.bytes).reduce(0, +)
        }
    }

    // MARK: Formats

    @Test(arguments: [1, 13, 4096])
    func `in JSON tells what became of each line, however it is cut`(size: Int) async throws {
        let server = try await Self.server()
        let body = Array(
            #"""
            {"record_id":"a","iccid":"8986000000000000001","at":"2022-09-01T00:00:00Z","bytes":5}
            {"record_id":"b","imsi":"460040000000002","at":"2022-09-01T08:00:00+08:00","up_bytes":1,"down_bytes":2}
            { "bytes" : 1e1, "at" : "2022-09-01T00:00:00.000Z", "msisdn" : "1064800000002", "record_id" : "\u0063" }

            {"record_id":"d","msisdn":"1064800000001","at":"2022-09-01T00:00:00Z","bytes":5}
            {"record_id":"a","iccid":"8986000000000000001","at":"2022-09-01T00:00:00Z","bytes":5,"source":"x"}
            {"record_id":"a","iccid":"8986000000000000001","at":"2022-09-01T00:00:00Z","bytes":5}
            {"record_id":"e","iccid":"8986000000000000001","imsi":"460040000000001","at":"2022-09-01T00:00:00Z","bytes":5}
            {"record_id":"f","at":"2022-09-01T00:00:00Z","bytes":5}
            {"record_id":"g","iccid":"8986000000000000001","at":"2022-09-01T00:00:00Z","up_bytes":5}
            {"record_id":"h","iccid":"8986000000000000001","at":"2022-09-01T00:00:00Z","bytes":"5"}
            {"record_id":"i","iccid":"8986000000000000001","at":"2022-09-01T00:00:00Z","bytes":-5}
            {"record_id":"j","iccid":"8986000000000000001","at":"2022-09-01T00:00:00Z","octets":5}
            {"record_id":"k","record_id":"k","iccid":"8986000000000000001","at":"2022-09-01T00:00:00Z","bytes":5}
            {"record_id":null,"iccid":"8986000000000000001","at":"2022-09-01T00:00:00Z","bytes":5}
            {"record_id":"\n","iccid":"8986000000000000001","at":"2022-09-01T00:00:00Z","bytes":5}
            []
            {"record_id":"l","iccid":"8986000000000000001","at":"2022-09-01T00:00:00Z","bytes":5
            {"record_id":"m","iccid":"8986000000000000001","at":"2022-09-01T00:00:00Z","bytes":5,"up_bytes":1}
            {"record_id":"n","iccid":"8986000000000000001","at":"2022-05-31T15:59:59Z","bytes":5}
            {"record_id":"o","iccid":"8986000000000000001","at":"2022-05-31T16:00:00Z","bytes":5}
            {"record_id":"p","iccid":"8986000000000000001","at":"2022-09-22T20:00:00Z","bytes":5}
            {"record_id":"q","iccid":"8986000000000000001","at":"2022-09-22T19:01:00Z","bytes":5}
            """#.utf8)
        let pieces = stride(from: 0, to: body.count, by: size).map { Array(body[$0..<min($0 + size, body.count)]) }
        let reply = await server.stream(Self.path, pieces, type: "application/x-ndjson")
        #expect(reply.status == 200)
        #expect(
            reasons(reply) == [
                "5 AmbiguousCard: more than one card answers to this number",
                "8 InvalidRow: more than one of iccid, imsi and msisdn",
                "9 InvalidRow: iccid is missing, or imsi or msisdn", "10 InvalidRow: down_bytes is missing",
                "11 InvalidRow: bytes has to be an integer from 0 to 1125899906842624",
                "12 InvalidRow: bytes has to be an integer from 0 to 1125899906842624",
                "13 InvalidRow: unknown member octets",
                "14 InvalidRow: not JSON: duplicate name record_id at byte 17", "15 InvalidRow: record_id is missing",
                "16 InvalidRow: a control character", "17 InvalidRow: not a JSON object",
                "18 InvalidRow: not JSON: unexpected end at byte 84",
                "19 InvalidRow: bytes and also up_bytes or down_bytes",
                "20 TooOld: the record is of a billing cycle that is closed",
                "22 Future: the time lies in the future",
            ])
        #expect(reply.text.hasPrefix(#"{"accepted":6,"duplicate":1,"rejected":15,"#))
        #expect(try await used(server) == 5 + 3 + 10 + 5 + 5)
    }

    @Test func `in CSV names columns in any order`() async throws {
        let server = try await Self.server()
        let body = #"""
            at,down_bytes,source,up_bytes,imsi,record_id\#r
            2022-09-01T00:00:00Z, 2 ,"x, y",1,460040000000002,"a ""b"""\#r
            2022-09-01T00:00:00Z,2,,1,460040000000009,c\#r
            """#
        let reply = await server.stream("\(Self.path)?source=s", [Array(body.utf8)])
        #expect(reasons(reply) == ["3 UnknownCard: there is no such card"])
        #expect(reply.text.hasPrefix(#"{"accepted":1,"duplicate":0,"rejected":1,"#))
        let record = UsageRecord(
            source: "x, y", id: "a \"b\"", card: .imsi("460040000000002"), at: .at("2022-09-01T00:00:00Z"),
            up: DataAmount(bytes: 1), down: DataAmount(bytes: 2))
        #expect(try await server.domain.write { try $0.usage.add([record]) } == [.duplicate])
    }

    @Test(arguments: [
        "", "record_id,iccid,at", "record_id,iccid,imsi,at,bytes", "record_id,iccid,at,bytes,up_bytes,down_bytes",
        "record_id,iccid,at,up_bytes", "iccid,at,bytes", "record_id,iccid,bytes", "record_id,iccid,at,bytes,more",
        "record_id,iccid,at,bytes,bytes", "\"record_id,iccid,at,bytes",
    ])
    func `in CSV needs a first line that names the columns`(header: String) async throws {
        let server = try await Self.server()
        for end in ["", "\n", "\n1,2,3,4\n"] {
            let reply = await server.stream(Self.path, [Array((header + end).utf8)])
            #expect((reply.status, reply.errorCode) == (400, "InvalidParameter"))
        }
    }

    @Test func `is refused in other formats and encodings, and from sources with no name`() async throws {
        let server = try await Self.server()
        let body = [Array((Self.columns + Self.rows(0..<1)).utf8)]
        let json = await server.stream(Self.path, body, type: "application/json")
        let brotli = await server.stream(Self.path, body, headers: [.contentEncoding: "br"])
        let long = await server.stream("\(Self.path)?source=\(String(repeating: "a", count: 65))", body)
        let control = await server.stream("\(Self.path)?source=%07", body)
        for reply in [json, brotli, long, control] {
            #expect((reply.status, reply.errorCode) == (400, "InvalidParameter"))
        }
        #expect(try await used(server) == 0)
    }

    // MARK: Length

    @Test func `of any length is committed batch by batch, and counts once`() async throws {
        let server = try await Self.server()
        let pieces = [Self.columns] + (0..<12).map { Self.rows($0 * 1000..<$0 * 1000 + 1000) } + [Self.rows(0..<1)]
        let body = pieces.map { Array($0.utf8) }
        let first = await server.stream(Self.path, body)
        #expect(first.text == #"{"accepted":12000,"duplicate":1,"rejected":0,"rejections":[]}"#)
        let again = await server.stream(Self.path, body)
        #expect(again.text == #"{"accepted":0,"duplicate":12001,"rejected":0,"rejections":[]}"#)
        #expect(try await used(server) == 12_000)
    }

    @Test func `counts every rejection and lists a thousand`() async throws {
        let server = try await Self.server()
        let bad = (0..<6000).map { "b\($0),8986000000000000009,2022-09-01T00:00:00Z,1\n" }.joined()
        let reply = await server.stream(Self.path, [Array((Self.columns + bad + Self.rows(0..<1)).utf8)])
        #expect(reply.text.hasPrefix(#"{"accepted":1,"duplicate":0,"rejected":6000,"rejections":[{"line":2,"#))
        #expect(reply.text.hasSuffix(#"],"rejections_left_out":5000}"#))
        #expect(reasons(reply).count == 1000)
        #expect(reasons(reply).last == "1001 UnknownCard: there is no such card")
    }

    @Test func `ends where nobody knows where the next row begins, and is read to its end`() async throws {
        let server = try await Self.server()
        let long = [UInt8](repeating: UInt8(ascii: "a"), count: 70_000)
        let csv = await server.stream(
            Self.path, [Array((Self.columns + Self.rows(0..<1)).utf8), long, Array(Self.rows(1..<9).utf8)])
        #expect(reasons(csv) == ["3 InvalidRow: longer than 65536 bytes; reading ends here"])
        #expect(csv.text.hasPrefix(#"{"accepted":1,"#))
        let json = await server.stream(Self.path, [long, long], type: "application/x-ndjson")
        #expect(reasons(json) == ["1 InvalidRow: longer than 65536 bytes; reading ends here"])
    }

    // MARK: Errors on the way

    @Test(arguments: [
        (RESTBody.Interruption.late, 408, "RequestTimeout"), (.malformed, 400, "MalformedRequest"),
        (.abandoned, 400, "MalformedRequest"), (.shutdown, 503, "ServiceUnavailable"),
    ])
    func `that was interrupted keeps what was committed, and says so`(
        interruption: RESTBody.Interruption, status: Int, code: String
    ) async throws {
        let server = try await Self.server()
        let body = [Array((Self.columns + Self.rows(0..<5500)).utf8)]
        let reply = await server.stream(Self.path, body, interruptedBy: interruption)
        #expect((reply.status, reply.errorCode) == (status, code))
        #expect(
            reply.text.contains(
                "What came before stays: 5000 accepted, 0 duplicate, 0 rejected, up to line 5001. Everything can be "
                    + "sent again and counts once."))
        #expect(try await used(server) == 5000)
        let early = await server.stream(Self.path, [Array(Self.columns.utf8)], interruptedBy: interruption)
        #expect((early.status, early.errorCode) == (status, code))
        #expect(!early.text.contains("stays"))
    }

    @Test func `is answered in the face's form when the database is gone`() async throws {
        let server = try await Self.server()
        let body = [Array((Self.columns + Self.rows(0..<1)).utf8)]
        #expect(await server.stream(Self.path, body).status == 200)
        await server.domain.database.close()
        let reply = await server.stream(Self.path, body)
        #expect((reply.status, reply.errorCode) == (503, "ServiceUnavailable"))
        #expect(reply.header("Retry-After") == "1")
    }

    // MARK: Who calls

    @Test func `takes a signature with or without the body`() async throws {
        let server = try await Self.server()
        let body = [Self.columns, Self.rows(0..<2)].map { Array($0.utf8) }
        let covered = await server.stream(Self.path, body, coversBody: true)
        #expect(covered.text.hasPrefix(#"{"accepted":2,"#))
        let large = [[UInt8]](repeating: [UInt8](repeating: UInt8(ascii: "\n"), count: 1 << 20), count: 5)
        let tooLarge = await server.stream(Self.path, body + large, coversBody: true)
        #expect((tooLarge.status, tooLarge.errorCode) == (413, "BodyTooLarge"))
        let uncovered = await server.stream(Self.path, body + large)
        #expect(uncovered.text.hasPrefix(#"{"accepted":0,"duplicate":2,"#))
    }

    @Test(arguments: [true, false])
    func `is refused from strangers and from those who do not deliver`(coversBody: Bool) async throws {
        let server = try await Self.server()
        let body = [Array((Self.columns + Self.rows(0..<1)).utf8)]
        var forged = server.key(.metering)
        forged.secret += "x"
        let unknown = await server.stream(Self.path, body, as: forged, coversBody: coversBody)
        #expect((unknown.status, unknown.errorCode) == (401, "Unauthorized"))
        let reader = await server.stream(Self.path, body, as: server.key(.reader), coversBody: coversBody)
        #expect((reader.status, reader.errorCode) == (403, "AccessDenied"))
        let stranger = await server.stream(Self.path, body, as: server.stranger, coversBody: coversBody)
        #expect(reasons(stranger) == ["2 UnknownCard: there is no such card"])
        #expect(try await used(server) == 0)
    }

    // MARK: Rehearsals and repetitions

    @Test func `can be rehearsed in one batch`() async throws {
        let server = try await Self.server()
        let small = [Array((Self.columns + Self.rows(0..<5000)).utf8)]
        let rehearsed = await server.stream("\(Self.path)?dry_run=true", small)
        #expect(rehearsed.text.hasPrefix(#"{"accepted":5000,"#))
        let tooMany = await server.stream("\(Self.path)?dry_run=true", small + [Array(Self.rows(5000..<5001).utf8)])
        #expect((tooMany.status, tooMany.errorCode) == (400, "InvalidParameter"))
        let empty = await server.stream("\(Self.path)?dry_run=true", [])
        #expect((empty.status, empty.errorCode) == (400, "InvalidParameter"))
        #expect(try await used(server) == 0)
    }

    @Test func `with an idempotency key is answered the same again, if it is one batch`() async throws {
        let server = try await Self.server()
        let key = HTTPFields(named: ["Idempotency-Key": "k"])
        let body = [Array((Self.columns + Self.rows(0..<2)).utf8)]
        let first = await server.stream(Self.path, body, headers: key)
        #expect(first.text.hasPrefix(#"{"accepted":2,"#))
        #expect(await server.stream(Self.path, body, headers: key, coversBody: true).text == first.text)
        let other = await server.stream(Self.path, body + [Array(Self.rows(3..<4).utf8)], headers: key)
        #expect((other.status, other.errorCode) == (409, "IdempotencyMismatch"))
        let long = [Array((Self.columns + Self.rows(0..<5001)).utf8)]
        #expect(await server.stream(Self.path, long, headers: key).text.hasPrefix(#"{"accepted":4999,"duplicate":2,"#))
    }

    // MARK: gzip

    /// The columns and two records.
    private static let packed: [UInt8] = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 43, 74, 77, 206, 47, 74, 137, 207, 76, 209, 201, 76, 78, 6, 146, 137, 37,
        58, 73, 149, 37, 169, 197, 92, 69, 6, 58, 22, 150, 22, 102, 6, 40, 192, 80, 199, 200, 192, 200, 72, 215, 192,
        82, 215, 192, 48, 196, 192, 192, 10, 140, 162, 116, 12, 185, 138, 12, 73, 81, 13, 0, 127, 175, 243, 182, 117,
        0, 0, 0,
    ]

    @Test func `may be gzip, but has to be whole`() async throws {
        let server = try await Self.server()
        let headers: HTTPFields = [.contentEncoding: "gzip"]
        let cut = await server.stream(Self.path, [Array(Self.packed.dropLast(3))], headers: headers)
        #expect((cut.status, cut.errorCode) == (400, "InvalidParameter"))
        var bytes = Self.packed
        bytes[40] ^= 0xFF
        let damaged = await server.stream(Self.path, [bytes], headers: headers)
        #expect((damaged.status, damaged.errorCode) == (400, "InvalidParameter"))
        #expect(try await used(server) == 0)
        let plain = await server.stream(Self.path, [Array((Self.columns + Self.rows(0..<1)).utf8)], headers: headers)
        #expect((plain.status, plain.errorCode) == (400, "InvalidParameter"))
        let whole = await server.stream(Self.path, Self.packed.map { [$0] }, headers: headers)
        #expect(whole.text == #"{"accepted":2,"duplicate":0,"rejected":0,"rejections":[]}"#)
    }
}
