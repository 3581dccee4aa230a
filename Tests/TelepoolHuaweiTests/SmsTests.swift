import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime
import Testing

/// `SendSms` and `ListSmsDetails`.
struct `Short messages` {
    private static let first = "8986000000000000001"
    private static let second = "8986000000000000002"

    private let server: ServerFixture

    /// Two cards of China Mobile with numbers, one without, one that is disassembled; one of China Telecom, one of Unicom.
    init() async throws {
        server = try await ServerFixture()
        _ = try await server.load(
            order: 10,
            [
                SIMCard(iccid: Self.first, msisdn: "861440000000001", status: .inUse),
                SIMCard(iccid: Self.second, msisdn: "861440000000002", status: .suspended),
                SIMCard(iccid: "8986000000000000003", status: .inUse),
                SIMCard(iccid: "8986000000000000004", msisdn: "861440000000004", status: .disassembled),
            ])
        _ = try await server.load(
            order: 20, carrier: .telecom,
            [SIMCard(iccid: "8986000000000000005", msisdn: "861490000000005", status: .inUse)])
        _ = try await server.load(
            order: 30, carrier: .unicom,
            [SIMCard(iccid: "8986000000000000006", msisdn: "861460000000006", status: .inUse)])
        _ = try await server.load(order: 40, [SIMCard(iccid: "8986000000000000007", status: .inUse)])
    }

    private func send(_ body: String, as key: IssuedAccessKey? = nil) async -> HTTPReply {
        await server.request(.post, "/v1/sms-send-infos", body, as: key)
    }

    private func list(_ query: String = "", as key: IssuedAccessKey? = nil) async -> String {
        await server.request(.get, "/v1/sms-send-infos/details?\(query)", as: key).text
    }

    /// The cards and texts of the messages of a list.
    private func messages(_ query: String = "") async -> [String] {
        await list(query).matches(of: /"cid":"\d*(\d)".*?"sms_content":"([^"]*)"/).map { "\($0.1) \($0.2)" }
    }

    /// Has a message accepted at an instant.
    private func send(_ text: String, to iccid: String, at instant: String) async throws {
        try await server.domain.write(at: .at(instant)) { try $0.smsMessages.send(text, to: .cards([iccid])) }
    }

    @Test func `are accepted and listed, newest first`() async throws {
        let sent = await send(#"{"sms_content":"测试\n2","cids":["\#(Self.first)","\#(Self.second)","\#(Self.first)"]}"#)
        #expect((sent.status, sent.text) == (200, #""Ok""#))
        let listed = await list()
        let times = listed.matches(of: /"sent_time":"(2022-09-22T1[89]:[^"]*\+00:00)"/).map { String($0.1) }
        #expect(times.count == 2)
        #expect(
            listed == #"{"limit":10,"offset":1,"count":2,"sms_details":["#
                + #"{"cid":"\#(Self.second)","msisdn":"861440000000002","sent_time":"\#(times[0])","sms_status":1,"#
                + #""sms_content":"测试\n2"},"#
                + #"{"cid":"\#(Self.first)","msisdn":"861440000000001","sent_time":"\#(times[0])","sms_status":1,"#
                + #""sms_content":"测试\n2"}]}"#)
    }

    @Test func `show what has become of them`() async throws {
        _ = await send(#"{"sms_content":"a","cids":["\#(Self.first)","\#(Self.second)"]}"#)
        try await server.domain.write(at: .at("2022-09-22T19:00:00.250Z")) {
            _ = try $0.smsOutbox.report(SMSMessageID(1), isDelivered: true)
            _ = try $0.smsOutbox.report(SMSMessageID(2), isDelivered: false)
        }
        let listed = await list()
        #expect(
            listed.contains(/2","sent_time":"[^"]*","sms_status":3,/))
        #expect(
            listed.contains(
                /1","sent_time":"[^"]*","received_time":"2022-09-22T19:00:00.250\+00:00","sms_status":2,/))
    }

    @Test func `go to all cards of an order that can get them`() async {
        let sent = await send(#"{"sms_content":"all","order_id":10,"template_id":4316454412354560}"#)
        #expect((sent.status, sent.text) == (200, #""Ok""#))
        #expect(await messages() == ["2 all", "1 all"])
        #expect(await send(#"{"sms_content":"telecom","cids":[],"order_id":20}"#).status == 200)
        #expect(await messages() == ["5 telecom", "2 all", "1 all"])
        #expect(await send(#"{"sms_content":"one","cids":["\#(Self.first)"],"order_id":20}"#).status == 200)
        #expect(await messages() == ["1 one", "5 telecom", "2 all", "1 all"])
    }

    @Test(arguments: [
        #""cids":["8986000000000000009"]"#, #""cids":["8986000000000000001","x"]"#, #""order_id":11"#,
        #""order_id":40"#,
    ])
    func `do not go to cards that are not there`(recipients: String) async {
        let reply = await send(#"{"sms_content":"a",\#(recipients)}"#)
        #expect(reply.status == 400)
        #expect(reply.text == #"{"error_code":"GSL.00011001","error_msg":"sim卡不存在或没有SIM卡的访问权限!"}"#)
        #expect(await list() == #"{"limit":10,"offset":1,"count":0,"sms_details":[]}"#)
    }

    @Test(arguments: [
        #""cids":["8986000000000000003"]"#, #""cids":["8986000000000000001","8986000000000000004"]"#,
        #""cids":["8986000000000000006"]"#, #""order_id":30"#,
    ])
    func `do not go to cards that cannot get them`(recipients: String) async {
        let reply = await send(#"{"sms_content":"a",\#(recipients)}"#)
        #expect(reply.status == 400)
        #expect(reply.text == #"{"error_code":"GSL.00011015","error_msg":"SIM卡不支持该操作!"}"#)
        #expect(await list() == #"{"limit":10,"offset":1,"count":0,"sms_details":[]}"#)
    }

    @Test(arguments: [
        "", "[]", #"{"sms_content":"a"}"#, #"{"cids":["8986000000000000001"]}"#, #"{"sms_content":"","order_id":10}"#,
        #"{"sms_content":1,"order_id":10}"#, #"{"sms_content":"a\u0000","order_id":10}"#,
        #"{"sms_content":"\#(String(repeating: "字", count: 1001))","order_id":10}"#,
        #"{"sms_content":"a","order_id":"10"}"#, #"{"sms_content":"a","order_id":-1}"#,
        #"{"sms_content":"a","cids":"8986000000000000001"}"#, #"{"sms_content":"a","cids":[8986000000000000001]}"#,
        #"{"sms_content":"a","cids":[""]}"#, #"{"sms_content":"a","order_id":10,"template_id":"1"}"#,
        #"{"sms_content":"a","cids":[\#(Array(repeating: #""x""#, count: 501).joined(separator: ","))]}"#,
    ])
    func `are not sent by a malformed request`(body: String) async {
        let reply = await send(body)
        #expect(reply.status == 400)
        #expect(reply.text == #"{"error_code":"GSL.00010004","error_msg":"参数异常"}"#)
    }

    @Test func `do not go to cards in a file`() async {
        let reply = await send(#"{"sms_content":"a","file_temp_id":158123456}"#)
        #expect(reply.status == 400)
        #expect(reply.text == #"{"error_code":"GSL.00012016","error_msg":"SIM卡文件不存在,请检查!"}"#)
        let longest = String(repeating: "字", count: 1000)
        #expect(await send(#"{"sms_content":"\#(longest)","order_id":10}"#).status == 200)
    }

    @Test func `are found by card and by time`() async throws {
        try await send("a", to: Self.first, at: "2022-03-21T15:59:59Z")
        try await send("b", to: Self.second, at: "2022-03-21T16:00:00Z")
        try await send("c", to: Self.first, at: "2022-03-22T16:00:00Z")
        #expect(await messages() == ["1 c", "2 b", "1 a"])
        #expect(await messages("cid=\(Self.first)") == ["1 c", "1 a"])
        #expect(await messages("cid=8986000000000000009").isEmpty)
        // Without a zone the time is Beijing's.
        #expect(await messages("start_time=2022-03-22T00:00:00") == ["1 c", "2 b"])
        #expect(await messages("start_time=2022-03-22T00:00:00&end_time=2022-03-22T23:59:59.999") == ["2 b"])
        #expect(await messages("end_time=2022-03-21T15:59:59Z") == ["1 a"])
        #expect(await messages("end_time=2022-03-21T23:59:59%2B08:00&cid=\(Self.first)") == ["1 a"])
        #expect(await messages("start_time=2022-03-23T00:00:01").isEmpty)
        #expect(await messages("start_time=2022-03-23T00:00:00&end_time=2022-03-22T00:00:00").isEmpty)
        #expect(await list("start_time=2022-03-22T00:00:00&cid=\(Self.first)").contains(#""count":1,"#))
    }

    @Test func `are paged`() async throws {
        for number in 1...25 {
            try await send(
                "\(number)", to: number % 5 == 0 ? Self.second : Self.first, at: "2022-03-22T00:00:\(number + 10)Z")
        }
        var seen: [String] = []
        for page in 1...4 {
            let query = "limit=10&offset=\(page)"
            #expect(await list(query).hasPrefix(#"{"limit":10,"offset":\#(page),"count":25,"#))
            seen += await messages(query)
        }
        #expect(seen.count == 25)
        #expect(seen.first == "2 25")
        #expect(seen.last == "1 1")
        let late = "start_time=2022-03-22T00:00:25Z"
        #expect(await list("\(late)&offset=2").contains(#""count":11,"#))
        #expect(await messages("\(late)&offset=2") == ["2 15"])
        #expect(await messages("cid=\(Self.first)&offset=2").count == 10)
        #expect(
            await list("cid=\(Self.first)&offset=3").hasPrefix(#"{"limit":10,"offset":3,"count":20,"sms_details":[]"#))
    }

    @Test func `keep their order though the clock goes back`() async throws {
        try await send("a", to: Self.first, at: "2022-03-22T00:00:10Z")
        try await send("b", to: Self.first, at: "2022-03-22T00:00:05Z")
        #expect(await messages("start_time=2022-03-22T00:00:10Z") == ["1 b", "1 a"])
    }

    @Test(arguments: [
        "limit=9", "offset=0", "cid=a%20b", "start_time=2022", "end_time=x", "start_time=2022-13-01T00:00:00",
    ])
    func `are not listed by a malformed request`(query: String) async {
        #expect(await list(query) == #"{"error_code":"GSL.00010004","error_msg":"参数异常"}"#)
    }

    @Test func `are an account's own`() async {
        #expect(await send(#"{"sms_content":"a","order_id":10}"#).status == 200)
        for query in ["", "cid=\(Self.first)"] {
            #expect(
                await list(query, as: server.stranger) == #"{"limit":10,"offset":1,"count":0,"sms_details":[]}"#)
        }
        for recipients in [#""cids":["\#(Self.first)"]"#, #""order_id":10"#] {
            let reply = await send(#"{"sms_content":"a",\#(recipients)}"#, as: server.stranger)
            #expect(reply.errorCode == "GSL.00011001")
        }
    }

    @Test(arguments: [Role.reader, .metering])
    func `are read by readers and sent by managers`(role: Role) async {
        let key = server.key(role)
        #expect(await send(#"{"sms_content":"a","order_id":10}"#, as: key).errorCode == "APIGW.0302")
        let listed = await server.request(.get, "/v1/sms-send-infos/details", as: key)
        #expect(listed.status == (role == .reader ? 200 : 403))
    }
}
