import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime
import Testing

/// What can be done with a card (`reference/huawei-gsl.md`, 4.7), and whether it is real-named (4.8).
struct `Card actions` {
    private static let unknown = #"{"error_code":"GSL.00011001","error_msg":"sim卡不存在或没有SIM卡的访问权限!"}"#
    private static let notOffered = "400 GSL.00011015"
    /// Each action with a body that suffices.
    private static let actions = [
        ("stop", "{}"), ("reset", "{}"), ("enable", "{}"), ("cut-net", #"{"action":"ADD"}"#),
        ("exceed-cut-net", #"{"action":2}"#), ("speed-limit", #"{"speed_value":-1}"#),
        ("bind-device", #"{"bind_type":1}"#), ("clear-real-name", "{}"),
    ]

    private func act(
        _ server: ServerFixture, _ id: Int64, _ action: String, _ body: String = "", as key: IssuedAccessKey? = nil
    ) async -> HTTPReply {
        await server.request(.post, "/v1/sim-cards/\(id)/\(action)", body, as: key)
    }

    /// Asks for something and has it done; answers the code of the refusal, or nothing.
    private func did(
        _ server: ServerFixture, _ id: Int64, _ action: String, _ body: String = ""
    ) async throws -> String? {
        let reply = await act(server, id, action, body)
        try await server.carryOutWorkOrders()
        return reply.status == 200 ? nil : reply.refusal
    }

    private func shown(_ server: ServerFixture, _ id: Int64, _ member: String) async -> String {
        let reply = await server.request(.get, "/v1/sim-cards/\(id)")
        let pattern = try? Regex<(Substring, Substring)>("\"\(member)\":([^,}]*)")
        return pattern.flatMap { reply.text.firstMatch(of: $0) }.map { String($0.output.1) } ?? "-"
    }

    @Test(arguments: actions)
    func `answer a work order and take effect when it is carried out`(action: String, body: String) async throws {
        let server = try await ServerFixture()
        let card = ServerFixture.card(1, action == "enable" ? .activatable : action == "reset" ? .suspended : .inUse)
        let id = try await server.load(order: 1, carrier: .telecom, [card])[0]
        let reply = await act(server, id, action, body)
        let order = try #require(reply.numbers("work_order_id").first)
        #expect((reply.status, reply.text) == (200, #"{"work_order_id":\#(order)}"#))
        #expect(await server.request(.get, "/v1/work-orders?main_search_key=\(order)").numbers("status") == ["3"])
        try await server.carryOutWorkOrders()
        #expect(await server.request(.get, "/v1/work-orders?main_search_key=\(order)").numbers("status") == ["4"])
    }

    @Test(arguments: actions)
    func `find a card by ICCID in the query or in the body`(action: String, body: String) async throws {
        let server = try await ServerFixture()
        let state: SIMCardStatus = action == "enable" ? .activatable : action == "reset" ? .suspended : .inUse
        _ = try await server.load(
            order: 1, carrier: .telecom, [ServerFixture.card(1, state), ServerFixture.card(2, state)])
        let inQuery = await server.request(
            .post, "/v1/sim-cards/0/\(action)?iccid=\(ServerFixture.iccid(1))", body)
        #expect(inQuery.status == 200, "\(inQuery.text)")
        let members = body.dropFirst().dropLast()
        let inBody = await act(
            server, 0, action,
            #"{"iccid":"\#(ServerFixture.iccid(2))"\#(members.isEmpty ? "" : ",")\#(members)}"#)
        #expect(inBody.status == 200, "\(inBody.text)")
        #expect(await act(server, 0, action, body).refusal == "400 GSL.00010004")
        let short = await server.request(.post, "/v1/sim-cards/0/\(action)?iccid=1", body)
        #expect(short.refusal == "400 GSL.00010004")
        #expect(await server.request(.post, "/v1/sim-cards/x/\(action)", body).refusal == "400 GSL.00010004")
        #expect(await act(server, 0, action, "[]").refusal == "400 GSL.00010004")
    }

    @Test(arguments: actions)
    func `know no other account's card`(action: String, body: String) async throws {
        let server = try await ServerFixture()
        let id = try await server.load(order: 1, carrier: .telecom, [ServerFixture.card(1)])[0]
        let unknown = await act(server, 4711, action, body)
        #expect((unknown.status, unknown.text) == (400, Self.unknown))
        #expect(await act(server, id, action, body, as: server.stranger).body == unknown.body)
        let byICCID = await server.request(
            .post, "/v1/sim-cards/0/\(action)?iccid=\(ServerFixture.iccid(1))", body, as: server.stranger)
        #expect(byICCID.body == unknown.body)
    }

    @Test func `stop and resume`() async throws {
        let server = try await ServerFixture()
        let id = try await server.load(order: 1, [ServerFixture.card(1)])[0]
        #expect(await act(server, id, "reset").refusal == "403 GSL.00016019")
        let first = await act(server, id, "stop", #"{"down_up_switch":1}"#)
        #expect(first.status == 200)
        let twice = await act(server, id, "stop")
        #expect(twice.status == 403)
        #expect(twice.text == #"{"error_code":"GSL.00016010","error_msg":"您操作的卡仍有未完成的停机受理单,请勿重复操作。"}"#)
        try await server.carryOutWorkOrders()
        #expect(await shown(server, id, "sim_status") == "14")
        #expect(await shown(server, id, "operator_status") == "5")
        #expect(await act(server, id, "stop").refusal == "403 GSL.00016020")

        #expect(await act(server, id, "reset", #"{"down_up_switch":2}"#).status == 200)
        #expect(await act(server, id, "reset").refusal == "403 GSL.00016009")
        try await server.carryOutWorkOrders()
        #expect(await shown(server, id, "sim_status") == "20")
        let soon = await act(server, id, "reset")
        #expect(soon.status == 403)
        #expect(soon.text == #"{"error_code":"GSL.00016016","error_msg":"5分钟内不允许重复操作,请稍作等待。"}"#)
        try await server.letTimePass(seconds: 301)
        #expect(await act(server, id, "reset").refusal == "403 GSL.00016019")
    }

    @Test func `do not resume a card without data`() async throws {
        let server = try await ServerFixture()
        let id = try await server.load(order: 1, [ServerFixture.card(1)])[0]
        try await server.use(1, megabytes: 30)
        #expect(await shown(server, id, "operator_status") == "1")
        #expect(await act(server, id, "reset").refusal == "403 GSL.00016013")
    }

    @Test func `activate`() async throws {
        let server = try await ServerFixture()
        let ids = try await server.load(
            order: 1, [ServerFixture.card(1, .activatable), ServerFixture.card(2, .testable), ServerFixture.card(3)])
        #expect(await act(server, ids[0], "enable").status == 200)
        let twice = await act(server, ids[0], "enable")
        #expect(twice.text == #"{"error_code":"GSL.00016015","error_msg":"您操作的卡仍有未完成的激活受理单,请勿重复操作。"}"#)
        try await server.carryOutWorkOrders()
        #expect(await shown(server, ids[0], "sim_status") == "20")
        #expect(await act(server, ids[0], "enable").refusal == "403 GSL.00016016")
        #expect(try await did(server, ids[1], "enable") == nil)
        #expect(await shown(server, ids[1], "sim_status") == "20")
        let active = await act(server, ids[2], "enable")
        #expect(active.status == 403)
        #expect(
            active.text
                == #"{"error_code":"GSL.00016014","error_msg":"您操作的卡状态已为在用，无法发起激活操作。"}"#
                .replacing("，", with: ","))
    }

    @Test func `cut off and let back`() async throws {
        let server = try await ServerFixture()
        let id = try await server.load(order: 1, carrier: .telecom, [ServerFixture.card(1)])[0]
        #expect(try await did(server, id, "cut-net", #"{"action":"ADD"}"#) == nil)
        #expect(await shown(server, id, "cut_net_flag") == "true")
        #expect(try await did(server, id, "cut-net", #"{"action":"DEL"}"#) == nil)
        #expect(await shown(server, id, "cut_net_flag") == "false")
    }

    @Test func `set and cancel a threshold`() async throws {
        let server = try await ServerFixture()
        let id = try await server.load(order: 1, carrier: .telecom, [ServerFixture.card(1)])[0]
        func set(_ body: String) async throws -> String? { try await did(server, id, "exceed-cut-net", body) }
        #expect(try await set(#"{"action":1,"quota":10}"#) == nil)
        #expect(await shown(server, id, "exceed_cut_net_quota") == "10")
        try await server.use(1, megabytes: 10)
        #expect(await shown(server, id, "exceed_cut_net_flag") == "true")
        #expect(await shown(server, id, "operator_status") == "2")
        #expect(await act(server, id, "reset").refusal == "403 GSL.00016013")
        #expect(try await set(#"{"action":1,"quota":"11"}"#) == nil)
        #expect(await shown(server, id, "sim_status") == "20")
        #expect(try await set(#"{"action":1,"quota":"0"}"#) == nil)
        #expect(await shown(server, id, "sim_status") == "14")
        #expect(try await set(#"{"action":2}"#) == nil)
        #expect(await shown(server, id, "sim_status") == "20")
        #expect(await shown(server, id, "exceed_cut_net_quota") == "-")
        #expect(try await set(#"{"action":1,"quota":"-1"}"#) == nil)
        #expect(await shown(server, id, "exceed_cut_net_quota") == "-")
    }

    @Test func `stop a card by its plan's data though a greater threshold is set`() async throws {
        let server = try await ServerFixture()
        let id = try await server.load(order: 1, carrier: .telecom, [ServerFixture.card(1)])[0]
        #expect(try await did(server, id, "exceed-cut-net", #"{"action":1,"quota":"50"}"#) == nil)
        try await server.use(1, megabytes: 30)
        #expect(await shown(server, id, "operator_status") == "1")
    }

    @Test func `limit the speed`() async throws {
        let server = try await ServerFixture()
        let telecom = try await server.load(order: 1, carrier: .telecom, [ServerFixture.card(1)])[0]
        let unicom = try await server.load(order: 2, carrier: .unicom, [ServerFixture.card(2)])[0]
        func set(_ id: Int64, _ speed: Int) async throws -> String? {
            try await did(server, id, "speed-limit", #"{"speed_value":\#(speed)}"#)
        }
        #expect(try await set(telecom, 153_600) == nil)
        #expect(await shown(server, telecom, "speed_value") == "153600")
        #expect(try await set(telecom, -1) == nil)
        #expect(await shown(server, telecom, "speed_value") == "-")
        let unsupported = await act(server, telecom, "speed-limit", #"{"speed_value":7424}"#)
        #expect(unsupported.status == 400)
        #expect(unsupported.text == #"{"error_code":"GSL.00011016","error_msg":"不支持的限制速率"}"#)
        #expect(try await set(unicom, 7424) == Self.notOffered)
        try await server.change(2) { try $0.setRealNamed(true, of: $1) }
        #expect(try await set(unicom, 7424) == nil)
        #expect(try await set(unicom, 64) == "400 GSL.00011016")
    }

    @Test func `bind to devices, twice a month`() async throws {
        let server = try await ServerFixture()
        let telecom = try await server.load(order: 1, carrier: .telecom, [ServerFixture.card(1)])[0]
        let mobile = try await server.load(order: 2, carrier: .mobile, [ServerFixture.card(2)])[0]
        #expect(try await did(server, telecom, "bind-device", #"{"bind_type":2,"imei":"86A"}"#) == nil)
        #expect(await shown(server, telecom, "imei") == #""86A""#)
        #expect(try await did(server, telecom, "bind-device", #"{"bind_type":1,"imei":"ignored"}"#) == nil)
        #expect(await shown(server, telecom, "imei_bind_remain_times") == "0")
        // The third is accepted and fails, as the contract has no code for it.
        #expect(try await did(server, telecom, "bind-device", #"{"bind_type":1}"#) == nil)
        let orders = await server.request(.get, "/v1/work-orders?work_order_type=13&status=6")
        #expect(orders.texts("fail_reason") == ["本月机卡重绑次数已用完"])
        #expect(try await did(server, mobile, "bind-device", #"{"bind_type":1}"#) == nil)
        #expect(try await did(server, mobile, "bind-device", #"{"bind_type":2,"imei":"1"}"#) == Self.notOffered)
        #expect(
            await server.request(.get, "/v1/sim-cards?main_search_type=3&main_search_key=86A").texts("cid")
                == [ServerFixture.iccid(1)])
    }

    @Test func `clear the name and tell of it`() async throws {
        let server = try await ServerFixture()
        let id = try await server.load(order: 1, carrier: .telecom, [ServerFixture.card(1)])[0]
        try await server.change(1) { try $0.setRealNamed(true, of: $1) }
        let path = "/v1/sim-cards/0/real-named?iccid=\(ServerFixture.iccid(1))"
        #expect(await server.request(.get, path).text == #"{"iccid":"8986000000000000001","real_named":true}"#)
        #expect(try await did(server, id, "clear-real-name") == nil)
        let cleared = await server.request(.get, "/v1/sim-cards/\(id)/real-named")
        #expect(cleared.text == #"{"iccid":"8986000000000000001","real_named":false}"#)
        #expect(await server.request(.get, path, as: server.stranger).text == Self.unknown)
        #expect(await server.request(.get, "/v1/sim-cards/1/real-named").text == Self.unknown)
        #expect(await server.request(.get, "/v1/sim-cards/0/real-named").refusal == "400 GSL.00010004")
    }

    @Test func `are offered by some carriers only`() async throws {
        let server = try await ServerFixture()
        let mobile = try await server.load(order: 1, carrier: .mobile, [ServerFixture.card(1)])[0]
        let unicom = try await server.load(order: 2, carrier: .unicom, [ServerFixture.card(2)])[0]
        for id in [mobile, unicom] {
            #expect(await act(server, id, "cut-net", #"{"action":"ADD"}"#).refusal == Self.notOffered)
            #expect(await act(server, id, "exceed-cut-net", #"{"action":2}"#).refusal == Self.notOffered)
            #expect(await act(server, id, "clear-real-name").refusal == Self.notOffered)
            #expect(await act(server, id, "speed-limit", #"{"speed_value":256}"#).refusal == Self.notOffered)
        }
        #expect(await act(server, unicom, "bind-device", #"{"bind_type":1}"#).refusal == Self.notOffered)
        // Cards in pools have thresholds, whatever their carrier.
        _ = try await server.pool("池", orders: [1])
        #expect(try await did(server, mobile, "exceed-cut-net", #"{"action":1,"quota":"5"}"#) == nil)
    }

    @Test func `do nothing with a card that was deregistered`() async throws {
        let server = try await ServerFixture()
        let id = try await server.load(order: 1, carrier: .telecom, [ServerFixture.card(1, .disassembled)])[0]
        let codes = [
            "stop": "403 GSL.00016020", "reset": "403 GSL.00016019", "enable": "403 GSL.00016014",
        ]
        for (action, body) in Self.actions {
            #expect(await act(server, id, action, body).refusal == codes[action] ?? "400 GSL.00011001", "\(action)")
        }
    }

    @Test(arguments: [
        ("stop", #"{"down_up_switch":-1}"#), ("stop", #"{"down_up_switch":"x"}"#),
        ("stop", #"{"down_up_switch":2147483648}"#),
        ("stop", #"{"iccid":1}"#), ("stop", "x"), ("reset", #"{"down_up_switch":1.5}"#), ("cut-net", ""),
        ("cut-net", "{}"),
        ("cut-net", #"{"action":"add"}"#), ("cut-net", #"{"action":1}"#), ("exceed-cut-net", "{}"),
        ("exceed-cut-net", #"{"action":1}"#), ("exceed-cut-net", #"{"action":3}"#),
        ("exceed-cut-net", #"{"action":1,"quota":"-2"}"#), ("exceed-cut-net", #"{"action":1,"quota":"+1"}"#),
        ("exceed-cut-net", #"{"action":1,"quota":"12345678901"}"#),
        ("exceed-cut-net", #"{"action":1,"quota":12345678901}"#),
        ("exceed-cut-net", #"{"action":1,"quota":""}"#), ("exceed-cut-net", #"{"action":1,"quota":1.5}"#),
        ("speed-limit", "{}"), ("speed-limit", #"{"speed_value":-2}"#), ("speed-limit", #"{"speed_value":"64"}"#),
        ("bind-device", "{}"), ("bind-device", #"{"bind_type":3}"#), ("bind-device", #"{"bind_type":2}"#),
        ("bind-device", #"{"bind_type":2,"imei":""}"#), ("bind-device", #"{"bind_type":2,"imei":"1-2"}"#),
        ("bind-device", #"{"bind_type":1,"imei":"123456789012345678901"}"#),
    ])
    func `refuse what the contract does not allow`(action: String, body: String) async throws {
        let server = try await ServerFixture()
        let id = try await server.load(order: 1, carrier: .telecom, [ServerFixture.card(1)])[0]
        let reply = await act(server, id, action, body)
        #expect((reply.status, reply.text) == (400, #"{"error_code":"GSL.00010004","error_msg":"参数异常"}"#))
    }
}
