import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime
import Testing

/// `reference/huawei-gsl.md`, 4.2.
struct `ListSimPoolMembers` {
    private func path(_ pool: Int64, _ query: String = "billing_cycle=2022-09") -> String {
        "/v1/sim-pools/\(pool)/members?\(query)"
    }

    @Test func `answers the cards with their use, field for field`() async throws {
        let server = try await ServerFixture()
        let ids = try await server.load(order: 7, carrier: .unicom, [ServerFixture.card(1), ServerFixture.card(2)])
        let pool = try await server.pool("池", orders: [7])
        try await server.use(2, megabytes: 1, bytes: 524_288)
        let reply = await server.request(.get, path(pool))
        #expect(
            reply.text == #"{"limit":10,"offset":1,"count":2,"pool_members":["#
                + #"{"id":\#(pool),"cid":"8986000000000000001","sim_price_plan_id":\#(ids[0]),"flow_used":0},"#
                + #"{"id":\#(pool),"cid":"8986000000000000002","sim_price_plan_id":\#(ids[1]),"flow_used":1.5}]}"#)
    }

    @Test func `pages through orders and cards, and adds up to the pool`() async throws {
        let server = try await ServerFixture()
        _ = try await server.load(order: 9, (0..<12).map { ServerFixture.card($0) })
        _ = try await server.load(order: 3, (20..<33).map { ServerFixture.card($0, .activatable) })
        let pool = try await server.pool("池", orders: [9, 3])
        for number in [0, 5, 21, 32] { try await server.use(number, megabytes: 3) }
        var seen: [String] = []
        var used = 0
        for page in 1...4 {
            let reply = await server.request(.get, path(pool, "billing_cycle=2022-09&limit=10&offset=\(page)"))
            #expect(reply.text.hasPrefix(#"{"limit":10,"offset":\#(page),"count":25,"#))
            seen += reply.texts("cid")
            used += reply.numbers("flow_used").compactMap { Int($0) }.reduce(0, +)
        }
        #expect(seen == (Array(20..<33) + Array(0..<12)).map(ServerFixture.iccid))
        #expect(used == 12)
        let pools = await server.request(.get, "/v1/sim-pools")
        #expect(pools.numbers("quantity") == ["25"])
        #expect(pools.numbers("flow_used") == ["12"])
    }

    @Test func `has the members that a cycle had`() async throws {
        let server = try await ServerFixture()
        _ = try await server.load(order: 1, [ServerFixture.card(1)])
        let pool = try await server.pool("池", orders: [1], since: .at("2022-07-10T00:00:00Z"))
        try await server.use(1, megabytes: 2, at: .at("2022-08-05T00:00:00Z"))
        _ = try await server.load(order: 1, [ServerFixture.card(2)])
        func members(_ cycle: String) async -> [String] {
            await server.request(.get, path(pool, "billing_cycle=\(cycle)")).texts("cid")
        }
        #expect(await members("2022-09") == [1, 2].map(ServerFixture.iccid))
        #expect(await members("2022-08") == [ServerFixture.iccid(1)])
        #expect(await members("2022-07") == [ServerFixture.iccid(1)])
        #expect(await members("2022-06").isEmpty)
        let before = await server.request(.get, path(pool, "billing_cycle=2022-06"))
        #expect(before.text == #"{"limit":10,"offset":1,"count":0,"pool_members":[]}"#)
        let august = await server.request(.get, path(pool, "billing_cycle=2022-08"))
        #expect(august.numbers("flow_used") == ["2"])
        #expect(august.numbers("count") == ["1"])
    }

    @Test func `finds a member by its container id`() async throws {
        let server = try await ServerFixture()
        _ = try await server.load(order: 1, (0..<12).map { ServerFixture.card($0) })
        _ = try await server.load(order: 2, [ServerFixture.card(50)])
        let pool = try await server.pool("池", orders: [1])
        func found(_ query: String) async -> HTTPReply {
            await server.request(.get, path(pool, "billing_cycle=2022-09&cid=\(query)"))
        }
        let member = await found(ServerFixture.iccid(11))
        #expect(member.texts("cid") == [ServerFixture.iccid(11)])
        #expect(member.numbers("count") == ["1"])
        let behind = await found("\(ServerFixture.iccid(11))&offset=2")
        #expect((behind.texts("cid"), behind.numbers("count")) == ([], ["1"]))
        let elsewhere = await found(ServerFixture.iccid(50))
        #expect(elsewhere.text == #"{"limit":10,"offset":1,"count":0,"pool_members":[]}"#)
        #expect(await found("%20").text == #"{"limit":10,"offset":1,"count":0,"pool_members":[]}"#)
    }

    @Test(arguments: [
        "", "billing_cycle=", "billing_cycle=2022-9", "billing_cycle=2022/09", "billing_cycle=2022-09&limit=9",
        "billing_cycle=2022-09&offset=0", "billing_cycle=2022-09&cid=\(String(repeating: "1", count: 65))",
    ])
    func `refuses what the contract does not allow`(query: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.request(.get, path(1, query))
        #expect((reply.status, reply.text) == (400, #"{"error_code":"GSL.00010004","error_msg":"参数异常"}"#))
    }

    @Test(arguments: ["x", "-1", "1.0", "9223372036854775808", "%31x"])
    func `refuses what is no id`(pool: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.request(.get, "/v1/sim-pools/\(pool)/members?billing_cycle=2022-09")
        #expect(reply.refusal == "400 GSL.00010004")
    }

    @Test(arguments: ["2022-13", "2022-10", "2022_09"])
    func `refuses illegal cycles, also of a pool that there is not`(cycle: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.request(.get, path(1, "billing_cycle=\(cycle)"))
        #expect((reply.status, reply.text) == (403, #"{"error_code":"GSL.00011004","error_msg":"账期不合法,请检查!"}"#))
    }

    @Test func `knows no other account's pool, and none of the other kind`() async throws {
        let server = try await ServerFixture()
        _ = try await server.load(order: 1, carrier: .telecom, [ServerFixture.card(1)])
        _ = try await server.load(order: 2, carrier: .telecom, [ServerFixture.card(2)])
        let (forward, backward) = (
            try await server.pool("f", orders: [1]), try await server.pool("b", orders: [2], kind: .backward)
        )
        let unknown = await server.request(.get, path(4711))
        #expect(unknown.text == #"{"error_code":"GSL.00014003","error_msg":"您操作的流量池不存在,请检查!"}"#)
        #expect(unknown.status == 403)
        #expect(await server.request(.get, path(forward), as: server.stranger).body == unknown.body)
        #expect(await server.request(.get, path(backward)).body == unknown.body)
        #expect(
            await server.request(.get, "/v1/back-pools/\(forward)/members?billing_cycle=2022-09").body == unknown.body)
    }
}

/// `reference/huawei-gsl.md`, 4.3.
struct `ListBackPools` {
    @Test func `answers the pools field for field`() async throws {
        let server = try await ServerFixture()
        _ = try await server.load(
            order: 5, carrier: .telecom,
            [ServerFixture.card(1), ServerFixture.card(2, .activatable), ServerFixture.card(3, .disassembled)])
        _ = try await server.load(order: 6, carrier: .telecom, [ServerFixture.card(4)])
        _ = try await server.pool("前向", orders: [6])
        let pool = try await server.pool("后向 *", orders: [5], kind: .backward)
        try await server.use(1, megabytes: 60)
        let head =
            #"{"limit":10,"offset":1,"count":1,"pools":[{"id":\#(pool),"pool_name":"后向 *","price_plan_name":"telecom","#
            + #""price_plan_id":"telecom","effective_time":"2022-08-31T16:00:00.000+00:00","#
            + #""expired_time":"2022-09-30T15:59:59.000+00:00","billing_cycle":"2022-09","#
        let tail =
            #""quantity":3,"modify_time":"now","order_id":5,"activated_sim_quantity":1,"inactive_sim_quantity":1,"#
            + #""disassembled_sim_quantity":1,"order_ids":"5"}]}"#
        let reply = await server.request(.get, "/v1/back-pools")
        #expect(reply.timeless == head + #""pool_status":2,"flow_used":60,"# + tail)
        try await server.domain.write {
            try $0.simPools.setBackStatus(.stopped, of: SIMPoolID(pool))
        }
        let stopped = await server.request(.get, "/v1/back-pools?pool_name=%E5%90%8E%E5%90%91%20*")
        #expect(
            stopped.timeless == head
                + #""pool_status":-1,"flow_used":60,"status_time":"2022-09-22T18:57:15.000+00:00","#
                .replacing("2022-09-22T18:57:15.000+00:00", with: "now") + tail)
        #expect(await server.request(.get, "/v1/sim-pools").texts("pool_name") == ["前向"])
    }

    @Test func `shows one cycle, six cycles, part of a name`() async throws {
        let server = try await ServerFixture()
        _ = try await server.load(order: 1, carrier: .telecom, [ServerFixture.card(1)])
        _ = try await server.load(order: 2, carrier: .telecom, [ServerFixture.card(2)])
        _ = try await server.pool("old", orders: [1], kind: .backward, since: .at("2022-01-01T00:00:00Z"))
        _ = try await server.pool("new", orders: [2], kind: .backward)
        func cycles(_ query: String) async -> [String] {
            let reply = await server.request(.get, "/v1/back-pools?\(query)")
            #expect(reply.numbers("count") == ["\(reply.texts("billing_cycle").count)"])
            return zip(reply.texts("pool_name"), reply.texts("billing_cycle")).map { "\($0) \($1)" }
        }
        #expect(await cycles("billing_cycle=2022-02") == ["old 2022-02"])
        #expect(await cycles("all_billing_cycle=true&pool_name=ew") == ["new 2022-09"])
        #expect(await cycles("all_billing_cycle=true").count == 7)
        #expect(await cycles("pool_name=OLD").isEmpty)
        let strange = await server.request(.get, "/v1/back-pools", as: server.stranger)
        #expect(strange.text == #"{"limit":10,"offset":1,"count":0,"pools":[]}"#)
    }

    @Test(arguments: [
        "limit=9", "offset=0", "pool_name=\(String(repeating: "a", count: 101))", "billing_cycle=2022-1",
        "all_billing_cycle=1",
    ])
    func `refuses what the contract does not allow`(query: String) async throws {
        let server = try await ServerFixture()
        #expect(await server.request(.get, "/v1/back-pools?\(query)").refusal == "400 GSL.00010004")
    }

    @Test func `refuses illegal cycles`() async throws {
        let server = try await ServerFixture()
        let reply = await server.request(.get, "/v1/back-pools?billing_cycle=2022-10&all_billing_cycle=true")
        #expect(reply.refusal == "403 GSL.00011004")
    }
}

/// `reference/huawei-gsl.md`, 4.4.
struct `ListBackPoolMembers` {
    @Test func `answers the cards with their states and their use`() async throws {
        let server = try await ServerFixture()
        let ids = try await server.load(
            order: 5, carrier: .telecom, [ServerFixture.card(1), ServerFixture.card(2, .activatable)])
        let pool = try await server.pool("池", orders: [5], kind: .backward)
        try await server.use(1, megabytes: 60)
        func text(status: Int) -> String {
            #"{"limit":10,"offset":1,"count":2,"pool_members":["#
                + #"{"id":\#(pool),"cid":"8986000000000000001","sim_price_plan_id":\#(ids[0]),"flow_used":60,"#
                + #""sim_status":\#(status)},"#
                + #"{"id":\#(pool),"cid":"8986000000000000002","sim_price_plan_id":\#(ids[1]),"flow_used":0,"#
                + #""sim_status":13}]}"#
        }
        let path = "/v1/back-pools/\(pool)/members?billing_cycle=2022-09"
        #expect(await server.request(.get, path).text == text(status: 20))
        // The cards of a pool that is stopped do not work.
        try await server.domain.write { try $0.simPools.setBackStatus(.stopped, of: SIMPoolID(pool)) }
        #expect(await server.request(.get, path).text == text(status: 14))
        let strange = await server.request(.get, path, as: server.stranger)
        #expect(strange.text == #"{"error_code":"GSL.00014003","error_msg":"您操作的流量池不存在,请检查!"}"#)
    }

    @Test func `refuses what the contract does not allow`() async throws {
        let server = try await ServerFixture()
        #expect(await server.request(.get, "/v1/back-pools/1/members").refusal == "400 GSL.00010004")
        #expect(
            await server.request(.get, "/v1/back-pools/1/members?billing_cycle=2022-10").refusal == "403 GSL.00011004")
        #expect(
            await server.request(.get, "/v1/back-pools/1/members?billing_cycle=2022-09").refusal == "403 GSL.00014003")
    }
}
