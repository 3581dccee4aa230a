import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime
import Testing

/// What a gateway does: `ListSMSOutbox`, `ClaimSMS` and `ReportSMSResult`.
struct `The outbox of short messages` {
    private let server: ServerFixture
    private let path = "/telepool/v1/sms-outbox"

    /// Three messages, one to each of three cards.
    init() async throws {
        server = try await ServerFixture()
        let cards = (1...3).map {
            SIMCard(iccid: "898600000000000000\($0)", msisdn: "86144000000000\($0)", status: .inUse)
        }
        _ = try await server.load(order: 10, cards)
        let sent = await server.request(.post, "/v1/sms-send-infos", #"{"sms_content":"测试","order_id":10}"#)
        #expect(sent.status == 200)
    }

    private func list(_ query: String = "", as key: IssuedAccessKey? = nil) async -> HTTPReply {
        await server.request(.get, "\(path)?\(query)", as: key)
    }

    private func claim(_ limit: Int, seconds: Int = 60, as key: IssuedAccessKey? = nil) async -> HTTPReply {
        await server.request(.post, path + "/claims", #"{"limit":\#(limit),"seconds":\#(seconds)}"#, as: key)
    }

    private func report(_ id: String, _ status: String, as key: IssuedAccessKey? = nil) async -> HTTPReply {
        await server.request(.post, "\(path)/\(id)/result", #"{"status":"\#(status)"}"#, as: key)
    }

    /// The ids of the messages of an answer.
    private func ids(_ reply: HTTPReply) -> [Int64] {
        reply.text.matches(of: /"id":(\d+)/).compactMap { Int64($0.1) }
    }

    /// A message as it is shown.
    private func message(_ id: Int, _ sent: some StringProtocol) -> String {
        #"{"id":\#(id),"iccid":"898600000000000000\#(id)","msisdn":"86144000000000\#(id)","content":"测试","sent":"\#(sent)""#
    }

    @Test func `lists what has to be sent, oldest first`() async throws {
        let listed = await list()
        let sent = try #require(listed.text.firstMatch(of: /"sent":"(2022-09-22T1[89]:[^"]*Z)"/)?.1)
        let all = (1...3).map { message($0, sent) + "}" }.joined(separator: ",")
        #expect((listed.status, listed.text) == (200, #"{"messages":[\#(all)]}"#))
        let first = await list("limit=2")
        #expect(first.text == #"{"messages":[\#(message(1, sent))},\#(message(2, sent))}],"next":2}"#)
        #expect(await list("limit=2&after=2").text == #"{"messages":[\#(message(3, sent))}]}"#)
    }

    @Test func `hands each message to one gateway`() async throws {
        let first = await claim(2)
        #expect(first.status == 200)
        let until = try #require(first.text.firstMatch(of: /^{"claimed_until":"(2022-09-22T1[89]:[^"]*Z)",/)?.1)
        let sent = try #require(first.text.firstMatch(of: /"sent":"([^"]*)"/)?.1)
        #expect(
            first.text
                == #"{"claimed_until":"\#(until)","messages":[\#(message(1, sent))},\#(message(2, sent))}]}"#)
        #expect(ids(await claim(500)) == [3])
        #expect(ids(await claim(1)).isEmpty)
        #expect(await list().text.contains(#"\#(message(1, sent)),"claimed_until":"\#(until)"}"#))
    }

    @Test func `hands a message out again when its time is over`() async throws {
        func claim(_ limit: Int64, at instant: String) async throws -> [Int64] {
            try await server.domain.write(at: .at(instant)) { scope in
                try scope.smsOutbox.claim(limit: limit, seconds: 60).messages.map(\.id.rawValue)
            }
        }
        #expect(try await claim(2, at: "2022-09-22T19:00:00Z") == [1, 2])
        #expect(try await claim(1, at: "2022-09-22T19:00:30Z") == [3])
        #expect(try await claim(3, at: "2022-09-22T19:00:59.999Z") == [])
        #expect(await report("1", "delivered").status == 200)
        #expect(try await claim(3, at: "2022-09-22T19:01:00Z") == [2])
        #expect(try await claim(3, at: "2022-09-22T19:01:30Z") == [3])
        let entries = try await server.domain.read(at: .at("2022-09-22T19:02:00Z")) { scope in
            try scope.smsOutbox.list(after: SMSMessageID(0), limit: 10)
        }
        #expect(entries.map(\.leasedUntil) == [nil, .at("2022-09-22T19:02:30Z")])
    }

    @Test func `learns what came of a message, once`() async throws {
        _ = await claim(3)
        let delivered = await report("1", "delivered")
        #expect(delivered.status == 200)
        #expect(
            delivered.text.wholeMatch(of: /{"id":1,"status":"delivered","received":"2022-09-22T1[89]:[^"]*Z"}/) != nil)
        #expect(await report("1", "delivered").text == delivered.text)
        let failed = await report("2", "failed")
        #expect((failed.status, failed.text) == (200, #"{"id":2,"status":"failed"}"#))
        #expect(await report("2", "failed").text == failed.text)
        #expect(ids(await list()) == [3])
        for (id, other) in [("1", "failed"), ("2", "delivered")] {
            let reply = await report(id, other)
            #expect((reply.status, reply.errorCode) == (409, "SMSReportedOtherwise"))
        }
        let details = await server.request(.get, "/v1/sms-send-infos/details").text
        #expect(details.matches(of: /"sms_status":(\d)/).map { String($0.1) } == ["1", "3", "2"])
    }

    @Test func `answers a repeated claim with the same messages`() async {
        let key = HTTPFields(named: ["Idempotency-Key": "1"])
        let body = #"{"limit":1,"seconds":60}"#
        let first = await server.request(.post, path + "/claims", body, headers: key)
        #expect(await server.request(.post, path + "/claims", body, headers: key).text == first.text)
        #expect(ids(first) == [1])
        #expect(ids(await server.request(.post, path + "/claims?dry_run=true", body)) == [2])
        #expect(ids(await claim(1)) == [2])
    }

    @Test func `says what is wrong`() async {
        for (limit, seconds) in [(0, 1), (501, 1), (1, 0), (1, 3601)] {
            #expect(await claim(limit, seconds: seconds).errorCode == "InvalidParameter")
        }
        for query in ["limit=0", "limit=501", "limit=x", "after=-1", "after=x"] {
            #expect(await list(query).errorCode == "InvalidParameter")
        }
        for (id, status) in [("x", "failed"), ("0", "failed"), ("1", "sending"), ("1", "")] {
            #expect(await report(id, status).errorCode == "InvalidParameter")
        }
        let unknown = await report("4", "failed")
        #expect((unknown.status, unknown.errorCode) == (404, "UnknownSMSMessage"))
    }

    @Test func `is nobody else's`() async {
        #expect(await list(as: server.stranger).text == #"{"messages":[]}"#)
        #expect(ids(await claim(500, as: server.stranger)).isEmpty)
        #expect(await report("1", "failed", as: server.stranger).errorCode == "UnknownSMSMessage")
        #expect(ids(await claim(500)) == [1, 2, 3])
    }

    @Test(arguments: [Role.reader, .metering])
    func `is read by readers and emptied by managers`(role: Role) async {
        let key = server.key(role)
        #expect(await list(as: key).status == (role == .reader ? 200 : 403))
        #expect(await claim(1, as: key).status == 403)
        #expect(await report("1", "failed", as: key).status == 403)
    }
}
