import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime
import Testing

/// `reference/huawei-gsl.md`, 4.5.
struct `ListSimCards` {
    private static let path = "/v1/sim-cards"

    /// The numbers of the cards that a query finds, in their order; the count has to be theirs.
    private func found(_ server: ServerFixture, _ query: String) async -> [Int] {
        let reply = await server.request(.get, "\(Self.path)?limit=500&\(query)")
        let cards = reply.texts("cid").map { Int($0.suffix(4)) ?? -1 }
        #expect(reply.numbers("count") == ["\(cards.count)"], "\(query): \(reply.text)")
        return cards
    }

    @Test func `answers the contract's fields`() async throws {
        let server = try await ServerFixture()
        var card = ServerFixture.card(1)
        (card.msisdn, card.imsi) = ("8614400000001", "460060000000001")
        let id = try await server.load(order: 494, carrier: .unicom, [card])[0]
        let pool = try await server.pool("池", orders: [494])
        try await server.use(1, bytes: 524_288)
        let reply = await server.request(.get, Self.path)
        #expect(
            reply.text == #"{"limit":10,"offset":1,"count":1,"sim_cards":[{"sim_card_id":\#(id),"#
                + #""account_id":"\#(server.accountID)","cid":"8986000000000000001","sim_pool_id":\#(pool),"#
                + #""sim_status":20,"act_date":"2022-09-01T00:00:00.000+00:00","iccid":"8986000000000000001","#
                + #""sim_type":3,"order_id":494,"expire_time":"2023-08-26T15:59:59.000+00:00","#
                + #""price_plan_name":"unicom","sim_price_plan_id":\#(id),"flow_left":29.5,"flow_used":0.5,"#
                + #""operator_status":-1,"msisdn":"8614400000001","imsi":"460060000000001","real_named":false,"#
                + #""cut_net_flag":false,"exceed_cut_net_flag":false}]}"#)
    }

    @Test func `shows what is set on a card of China Telecom`() async throws {
        let server = try await ServerFixture()
        let id = try await server.load(order: 1, carrier: .telecom, [ServerFixture.card(1)])[0]
        try await server.change(1) { try $0.setRealNamed(true, of: $1) }
        for (action, body) in [
            ("cut-net", #"{"action":"ADD"}"#), ("exceed-cut-net", #"{"action":1,"quota":"20"}"#),
            ("speed-limit", #"{"speed_value":512}"#), ("bind-device", #"{"bind_type":2,"imei":"861234567890123"}"#),
        ] {
            #expect(await server.request(.post, "\(Self.path)/\(id)/\(action)", body).status == 200, "\(action)")
        }
        try await server.carryOutWorkOrders()
        try await server.use(1, megabytes: 20)
        let reply = await server.request(.get, "\(Self.path)/\(id)")
        #expect(
            reply.text == #"{"sim_card_id":\#(id),"account_id":"\#(server.accountID)","cid":"8986000000000000001","#
                + #""imei":"861234567890123","sim_status":14,"act_date":"2022-09-01T00:00:00.000+00:00","#
                + #""iccid":"8986000000000000001","sim_type":3,"order_id":1,"#
                + #""expire_time":"2023-08-31T15:59:59.000+00:00","price_plan_name":"telecom","#
                + #""sim_price_plan_id":\#(id),"flow_left":10,"flow_used":20,"operator_status":2,"real_named":true,"#
                + #""cut_net_flag":true,"exceed_cut_net_flag":true,"exceed_cut_net_quota":20,"#
                + #""imei_bind_remain_times":1,"speed_value":512}"#)
    }

    @Test func `shows tags and custom attributes, and finds by them`() async throws {
        let server = try await ServerFixture()
        let ids = try await server.load(order: 1, (1...4).map { ServerFixture.card($0) })
        func id(_ reply: HTTPReply) throws -> Int64 { try #require(Int64(reply.numbers("id").first ?? "")) }
        let north = try id(await server.request(.post, "/v1/tags", #"{"tag_name":"华北"}"#))
        let south = try id(await server.request(.post, "/v1/tags", #"{"tag_name":"华南"}"#))
        for (cards, tags) in [([ids[0]], [north, south]), ([ids[1]], [south])] {
            let set = await server.request(
                .post, "/v1/sim-tags/batch-set", #"{"sim_card_ids":\#(cards),"tag_ids":\#(tags)}"#)
            #expect(set.status == 200)
        }
        for name in ["部门", "城市"] {
            let attribute = try id(await server.request(.post, "/v1/attributes", #"{"cust_attr_name":"\#(name)"}"#))
            #expect(await server.request(.post, "/v1/attributes/\(attribute)/enable").status == 200)
        }
        let values = await server.request(
            .post, "/v1/sim-cards/attributes/batch-set",
            #"{"attributes":[{"sim_card_id":\#(ids[0]),"customer_attribute1":"研发","customer_attribute2":"a"},"#
                + #"{"sim_card_id":\#(ids[2]),"customer_attribute2":"a"}]}"#)
        #expect(values.status == 200)

        let first = await server.request(.get, "\(Self.path)/\(ids[0])")
        #expect(first.text.contains(#""sim_type":3,"tag_names":"华北,华南","order_id":1,"#))
        #expect(
            first.text.contains(
                #""operator_status":-1,"customer_attribute1":"研发","customer_attribute2":"a","real_named":false"#))
        #expect(await found(server, "tag_id=\(north)") == [1])
        #expect(await found(server, "tag_id=\(north)&tag_id=\(south)") == [1, 2])
        #expect(await found(server, "tag_id=\(north),\(south)&order=desc") == [2, 1])
        #expect(await found(server, "tag_id=1") == [])
        #expect(await found(server, "customer_attribute2=a") == [1, 3])
        #expect(await found(server, "customer_attribute2=a&customer_attribute1=%E7%A0%94%E5%8F%91") == [1])
        #expect(await found(server, "customer_attribute6=a") == [])
        #expect(await found(server, "customer_attribute1=&tag_id=") == [1, 2, 3, 4])
    }

    @Test func `finds by everything else`() async throws {
        let server = try await ServerFixture()
        let states: [SIMCardStatus] = [.inUse, .suspended, .testable, .inactive, .activatable, .disassembled]
        _ = try await server.load(
            order: 10, carrier: .unicom, states.enumerated().map { ServerFixture.card($0.offset + 1, $0.element) })
        var numbered = ServerFixture.card(7)
        numbered.msisdn = "8614400000007"
        _ = try await server.load(order: 20, carrier: .mobile, [numbered, ServerFixture.card(8)])
        _ = try await server.load(order: 30, carrier: .telecom, [ServerFixture.card(9)])
        try await server.use(7, megabytes: 30)
        try await server.use(8, megabytes: 10, bytes: 1)
        try await server.change(9) { try $0.setRealNamed(true, of: $1) }

        #expect(await found(server, "") == Array(1...9))
        #expect(await found(server, "main_search_type=1&main_search_key=\(ServerFixture.iccid(3))") == [3])
        #expect(await found(server, "main_search_type=1&main_search_key=8986") == [])
        #expect(await found(server, "main_search_type=2&main_search_key=20") == [7, 8])
        #expect(await found(server, "main_search_type=2&main_search_key=x") == [])
        #expect(await found(server, "main_search_type=3&main_search_key=861") == [])
        #expect(await found(server, "main_search_type=9") == Array(1...9))
        #expect(await found(server, "order_id=20") == [7, 8])
        #expect(await found(server, "order_ids=20&order_ids=30") == [7, 8, 9])
        #expect(await found(server, "order_ids=20,30&order_id=30") == [9])
        #expect(await found(server, "order_id=10&order_ids=20") == [])
        #expect(await found(server, "price_plan_id=mobile&price_plan_id=telecom") == [7, 8, 9])
        #expect(await found(server, "price_plan_id=mobile,unicom&order_id=20") == [7, 8])
        #expect(await found(server, "price_plan_id=nothing") == [])
        #expect(await found(server, "msisdn=8614400000007") == [7])
        #expect(await found(server, "real_named=true") == [9])
        #expect(await found(server, "real_named=false").count == 8)
        // The seventh has used what its plan gives, so that it is suspended at this time.
        #expect(await found(server, "sim_status=20") == [1, 8, 9])
        #expect(await found(server, "sim_status=14") == [2, 7])
        for (index, status) in states.enumerated().dropFirst(2) {
            #expect(await found(server, "sim_status=\(status.rawValue)") == [index + 1])
            #expect(
                await found(server, "sim_status=\(status.rawValue)&order_id=10&price_plan_id=unicom") == [index + 1])
        }
        #expect(await found(server, "min_used_flow=10") == [7, 8])
        #expect(await found(server, "max_used_flow=10") == [1, 2, 3, 4, 5, 6, 9])
        #expect(await found(server, "min_left_flow=30&max_left_flow=30") == [1, 2, 3, 4, 5, 6, 9])
        #expect(await found(server, "max_left_flow=0") == [7])
        #expect(await found(server, "min_used_flow=0&max_used_flow=2147483647").count == 9)
        #expect(await found(server, "sim_type=3&filter_downtime_period=true").count == 9)
        #expect(await found(server, "sim_type=2") == [])
        #expect(await found(server, "device_status=3") == [])
        #expect(await found(server, "msisdn=&real_named=&sim_status=&sort=&order=&x=y").count == 9)
    }

    @Test func `sorts`() async throws {
        let server = try await ServerFixture()
        func card(_ number: Int, _ day: Int) -> SIMCard {
            ServerFixture.card(number, activatedAt: .at("2022-09-0\(day)T00:00:00Z"))
        }
        _ = try await server.load(
            order: 1, carrier: .mobile, [card(4, 3), card(3, 2), ServerFixture.card(2, .testable)])
        _ = try await server.load(order: 2, carrier: .unicom, [card(1, 1)])
        for number in [1, 4] { try await server.use(number, megabytes: Int64(number)) }
        #expect(await found(server, "") == [4, 3, 2, 1])
        #expect(await found(server, "order=desc") == [1, 2, 3, 4])
        #expect(await found(server, "sort=cid") == [1, 2, 3, 4])
        #expect(await found(server, "sort=cid&order=desc") == [4, 3, 2, 1])
        #expect(await found(server, "sort=flow_used") == [3, 2, 1, 4])
        #expect(await found(server, "sort=flow_used&order=desc") == [4, 1, 2, 3])
        #expect(await found(server, "sort=flow_left&order=asc") == [4, 1, 3, 2])
        #expect(await found(server, "sort=act_date") == [1, 3, 4, 2])
        #expect(await found(server, "sort=act_date&order=desc") == [4, 3, 1, 2])
        // China Unicom's cycles end before the others' of the same name.
        #expect(await found(server, "sort=expire_time") == [1, 4, 3, 2])
        #expect(await found(server, "sort=expire_time&order=desc") == [3, 4, 1, 2])
    }

    @Test func `pages`() async throws {
        let server = try await ServerFixture()
        _ = try await server.load(order: 1, (1...25).map { ServerFixture.card($0) })
        var seen: [String] = []
        for page in 1...4 {
            let reply = await server.request(.get, "\(Self.path)?sort=cid&order=desc&offset=\(page)")
            #expect(reply.text.hasPrefix(#"{"limit":10,"offset":\#(page),"count":25,"sim_cards":["#))
            seen += reply.texts("cid")
        }
        #expect(seen == (1...25).reversed().map(ServerFixture.iccid))
    }

    @Test(arguments: [
        "limit=9", "offset=0", "main_search_key=1", "main_search_type=0&main_search_key=1",
        "main_search_type=4&main_search_key=1", "main_search_type=100", "main_search_type=1&main_search_key=%20",
        "main_search_type=1&main_search_key=\(String(repeating: "1", count: 129))", "sim_status=12", "sim_status=x",
        "device_status=5", "sim_type=4", "tag_id=x", "tag_id=1,2,3,4,5,6,7,8,9,10,11", "order=up", "sort=imei",
        "msisdn=\(String(repeating: "1", count: 33))", "msisdn=%2B86", "customer_attribute1=a%20b",
        "customer_attribute6=\(String(repeating: "a", count: 101))", "min_used_flow=-1", "max_used_flow=2147483648",
        "min_left_flow=1.5", "max_left_flow=x", "real_named=yes", "order_id=-1", "order_id=9223372036854774785",
        "filter_downtime_period=0", "order_ids=1,2,3,4,5,6,7,8,9,10,11",
        "price_plan_id=\((1...31).map(String.init).joined(separator: ","))",
    ])
    func `refuses what the contract does not allow`(query: String) async throws {
        let server = try await ServerFixture()
        let reply = await server.request(.get, "\(Self.path)?\(query)")
        #expect((reply.status, reply.text) == (400, #"{"error_code":"GSL.00010004","error_msg":"参数异常"}"#))
    }

    @Test func `shows an account its own cards only`() async throws {
        let server = try await ServerFixture()
        _ = try await server.load(order: 1, [ServerFixture.card(1)])
        for query in ["", "?order_id=1", "?main_search_type=1&main_search_key=\(ServerFixture.iccid(1))"] {
            let reply = await server.request(.get, Self.path + query, as: server.stranger)
            #expect(reply.text == #"{"limit":10,"offset":1,"count":0,"sim_cards":[]}"#)
        }
    }
}

/// `reference/huawei-gsl.md`, 4.6.
struct `ShowSimCard` {
    @Test func `finds a card by id or by ICCID`() async throws {
        let server = try await ServerFixture()
        let id = try await server.load(order: 1, [ServerFixture.card(1)])[0]
        let listed = await server.request(.get, "/v1/sim-cards")
        let card = await server.request(.get, "/v1/sim-cards/\(id)")
        #expect(listed.text == #"{"limit":10,"offset":1,"count":1,"sim_cards":["# + card.text + "]}")
        #expect(await server.request(.get, "/v1/sim-cards/0?iccid=\(ServerFixture.iccid(1))").body == card.body)
        // With an id the ICCID is passed over.
        #expect(await server.request(.get, "/v1/sim-cards/\(id)?iccid=\(ServerFixture.iccid(2))").body == card.body)
    }

    @Test func `knows no other account's card`() async throws {
        let server = try await ServerFixture()
        let id = try await server.load(order: 1, [ServerFixture.card(1)])[0]
        let unknown = await server.request(.get, "/v1/sim-cards/4711")
        #expect(unknown.status == 400)
        #expect(unknown.text == #"{"error_code":"GSL.00011001","error_msg":"sim卡不存在或没有SIM卡的访问权限!"}"#)
        for path in ["/v1/sim-cards/\(id)", "/v1/sim-cards/0?iccid=\(ServerFixture.iccid(1))"] {
            #expect(await server.request(.get, path, as: server.stranger).body == unknown.body)
        }
    }

    @Test(arguments: ["0", "x", "-1", "0?iccid=123456789012345678", "0?iccid=123456789012345678901", "5?iccid=1"])
    func `refuses what the contract does not allow`(path: String) async throws {
        let server = try await ServerFixture()
        #expect(await server.request(.get, "/v1/sim-cards/\(path)").refusal == "400 GSL.00010004")
    }
}
