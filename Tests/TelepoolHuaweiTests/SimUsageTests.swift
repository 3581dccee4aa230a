import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime
import Testing

/// `reference/huawei-gsl.md`, 4.9.
struct `ShowMonthUsages` {
    private static let path = "/v1/sim-cards/month-usages"

    @Test func `answers what cards have used, the cycles without hyphen`() async throws {
        let server = try await ServerFixture()
        let ids = try await server.load(order: 1, carrier: .unicom, [ServerFixture.card(1), ServerFixture.card(2)])
        // 27 August is September for China Unicom.
        try await server.use(1, bytes: 89_412_076, at: .at("2022-08-26T16:00:00Z"))
        try await server.use(1, megabytes: 2, at: .at("2022-08-26T15:59:59Z"))
        let reply = await server.request(
            .post, Self.path,
            #"{"billing_cycles":["2022-09","2022-08"],"sim_card_ids":[\#(ids[1]),\#(ids[0]),4711,\#(ids[1])]}"#)
        #expect(reply.status == 200)
        #expect(
            reply.text == #"{"month_usages":[{"sim_card_id":\#(ids[1]),"iccid":"8986000000000000002","flow_usages":["#
                + #"{"billing_cycle":"202209","flow_used":0},{"billing_cycle":"202208","flow_used":0}]},"#
                + #"{"sim_card_id":\#(ids[0]),"iccid":"8986000000000000001","flow_usages":["#
                + #"{"billing_cycle":"202209","flow_used":85.27},{"billing_cycle":"202208","flow_used":2}]}]}"#)
        let byICCID = await server.request(
            .post, Self.path,
            #"{"billing_cycles":["2022-09"],"iccids":["8986000000000000001"],"sim_card_ids":[]}"#)
        #expect(byICCID.numbers("flow_used") == ["85.27"])
        let both = await server.request(
            .post, Self.path,
            #"{"billing_cycles":["2022-09"],"iccids":["8986000000000000001"],"sim_card_ids":[\#(ids[1])]}"#)
        #expect(both.texts("iccid") == ["8986000000000000002"])
        let strange = await server.request(
            .post, Self.path, #"{"billing_cycles":["2022-09"],"sim_card_ids":[\#(ids[0])]}"#, as: server.stranger)
        #expect(strange.text == #"{"month_usages":[]}"#)
    }

    @Test func `takes the cycle that runs and five before it`() async throws {
        let server = try await ServerFixture(clock: .starting(at: .at("2022-09-27T02:00:00Z")))
        _ = try await server.load(order: 1, [ServerFixture.card(1)])
        func status(_ cycle: String) async -> String {
            await server.request(
                .post, Self.path, #"{"billing_cycles":["\#(cycle)"],"iccids":["8986000000000000001"]}"#
            ).refusal
        }
        #expect(await status("2022-04") == "200 -")
        #expect(await status("2022-10") == "200 -")
        #expect(await status("2022-03") == "400 GSL.00010004")
        #expect(await status("2022-11") == "400 GSL.00010004")
    }

    @Test(arguments: [
        "", "{}", #"{"sim_card_ids":[1]}"#, #"{"billing_cycles":[],"sim_card_ids":[1]}"#,
        #"{"billing_cycles":["2022-09"]}"#, #"{"billing_cycles":["2022-09"],"sim_card_ids":[],"iccids":[]}"#,
        #"{"billing_cycles":["202209"],"sim_card_ids":[1]}"#, #"{"billing_cycles":"2022-09","sim_card_ids":[1]}"#,
        #"{"billing_cycles":["2022-09"],"sim_card_ids":["1"]}"#, #"{"billing_cycles":["2022-13"],"sim_card_ids":[1]}"#,
        #"{"billing_cycles":["2022-09"],"iccids":["1"]}"#,
        #"{"billing_cycles":["2022-09","2022-09","2022-09","2022-09","2022-09","2022-09","2022-09"],"sim_card_ids":[1]}"#,
        #"{"billing_cycles":["2022-09"],"sim_card_ids":\#(Array(1...501))}"#,
    ])
    func `refuses what the contract does not allow`(body: String) async throws {
        let server = try await ServerFixture()
        #expect(await server.request(.post, Self.path, body).refusal == "400 GSL.00010004")
    }
}

/// `reference/huawei-gsl.md`, 4.10.
struct `ListSimCardFlowPerDay` {
    private static let path = "/v1/sim-cards/batch-daily-flow"

    @Test func `answers days of Beijing`() async throws {
        let server = try await ServerFixture()
        let ids = try await server.load(order: 1, [ServerFixture.card(1), ServerFixture.card(2)])
        // Midnight in Beijing, and the last millisecond before it.
        try await server.use(1, megabytes: 1, at: .at("2022-08-31T15:59:59.999Z"))
        try await server.use(1, bytes: 1_027_604, at: .at("2022-08-31T16:00:00Z"))
        let day = await server.request(
            .post, Self.path, #"{"sim_card_ids":[\#(ids[0]),\#(ids[1])],"date":"20220901"}"#)
        #expect(day.status == 200)
        #expect(
            day.text == #"[{"date":"20220901","sim_flow":["#
                + #"{"sim_card_id":\#(ids[0]),"iccid":"8986000000000000001","flow":0.98},"#
                + #"{"sim_card_id":\#(ids[1]),"iccid":"8986000000000000002","flow":0}]}]"#)
        let asNumber = await server.request(.post, Self.path, #"{"iccids":["8986000000000000001"],"date":20220831}"#)
        #expect(asNumber.numbers("flow") == ["1"])
        let august = await server.request(.post, Self.path, #"{"iccids":["8986000000000000001"],"month":"202208"}"#)
        #expect(august.texts("date") == (1...31).map { "202208" + ($0 < 10 ? "0\($0)" : "\($0)") })
        #expect(august.numbers("flow") == Array(repeating: "0", count: 30) + ["1"])
        // Until yesterday: it is 02:57 of the 23rd in Beijing.
        let september = await server.request(.post, Self.path, #"{"iccids":["8986000000000000001"],"month":202209}"#)
        #expect(september.texts("date").count == 22)
        #expect(september.texts("date").last == "20220922")
    }

    @Test func `begins with the first of last month and ends with yesterday`() async throws {
        let server = try await ServerFixture(clock: .starting(at: .at("2023-01-01T00:00:00Z")))
        _ = try await server.load(order: 1, [ServerFixture.card(1)])
        func answer(_ range: String) async -> HTTPReply {
            await server.request(.post, Self.path, #"{"iccids":["8986000000000000001"],\#(range)}"#)
        }
        #expect(await answer(#""date":"20221231""#).texts("date") == ["20221231"])
        #expect(await answer(#""month":"202212""#).texts("date").count == 31)
        #expect(await answer(#""month":"202301""#).text == "[]")
        for range in [
            #""date":"20230101""#, #""date":"20230102""#, #""date":"20221130""#, #""month":"202211""#,
            #""month":"202302""#,
        ] {
            #expect(await answer(range).refusal == "400 GSL.00010004", "\(range)")
        }
    }

    @Test func `knows no other account's card`() async throws {
        let server = try await ServerFixture()
        let ids = try await server.load(order: 1, [ServerFixture.card(1)])
        let body = #"{"sim_card_ids":[\#(ids[0])],"date":"20220901"}"#
        let strange = await server.request(.post, Self.path, body, as: server.stranger)
        #expect(strange.status == 400)
        #expect(strange.text == #"{"error_code":"GSL.00011001","error_msg":"sim卡不存在或没有SIM卡的访问权限!"}"#)
        let unknown = await server.request(.post, Self.path, #"{"iccids":["x"],"date":"20220901"}"#)
        #expect(unknown.body == strange.body)
    }

    @Test(arguments: [
        "", "{}", #"{"sim_card_ids":[1]}"#, #"{"date":"20220901"}"#,
        #"{"sim_card_ids":[1],"iccids":["2"],"date":"20220901"}"#,
        #"{"sim_card_ids":[1],"date":"20220901","month":"202209"}"#, #"{"sim_card_ids":[1],"date":"20220932"}"#,
        #"{"sim_card_ids":[1],"date":"2022-9-1"}"#, #"{"sim_card_ids":[1],"date":-2022090}"#,
        #"{"sim_card_ids":[1],"month":"20229"}"#, #"{"sim_card_ids":[1],"month":"202213"}"#,
        #"{"sim_card_ids":[1],"date":true}"#, #"{"iccids":[""],"date":"20220901"}"#,
        #"{"sim_card_ids":\#(Array(1...501)),"date":"20220901"}"#,
    ])
    func `refuses what the contract does not allow`(body: String) async throws {
        let server = try await ServerFixture()
        #expect(await server.request(.post, Self.path, body).refusal == "400 GSL.00010004")
    }
}

/// `reference/huawei-gsl.md`, 4.11.
struct `ListProPricePlans` {
    private static let path = "/v1/price-plans"

    private func filled() async throws -> ServerFixture {
        let server = try await ServerFixture()
        try await server.domain.write { scope in
            try scope.pricePlans.create(
                PricePlan(
                    id: PricePlanID("b"), name: "中国电信(NB)", carrier: .telecom,
                    monthlyData: DataAmount(megabytes: 10), months: 36, description: "三年", packageType: 2,
                    networkType: 2, silentPeriod: SilentPeriod(length: 6, unit: .month), renewsItself: true, price: 990)
            )
            try scope.pricePlans.create(ServerFixture.plan(.unicom))
            try scope.pricePlans.create(ServerFixture.plan(.mobile))
        }
        return server
    }

    @Test func `answers the plans field for field`() async throws {
        let server = try await filled()
        let reply = await server.request(.get, "\(Self.path)?network_type=2")
        #expect(
            reply.text == #"{"limit":10,"offset":1,"count":1,"price_plans":[{"price_plan_id":"b","#
                + #""price_plan_name":"中国电信(NB)","description":"三年","flow_total":10,"package_type":2,"period":36,"#
                + #""period_type":20,"effect_type":1,"silent_period_day":6,"silent_period_unit":2,"auto_renew":true,"#
                + #""location_desc":"中国","location_type":1,"carrier_type":2,"sim_type":3,"price":990}]}"#)
        let plain = await server.request(.get, "\(Self.path)?carrier_type=3")
        #expect(
            plain.text == #"{"limit":10,"offset":1,"count":1,"price_plans":[{"price_plan_id":"unicom","#
                + #""price_plan_name":"unicom","description":"","flow_total":30,"package_type":1,"period":12,"#
                + #""period_type":20,"effect_type":1,"auto_renew":false,"#
                + #""location_desc":"中国","location_type":1,"carrier_type":3,"sim_type":3,"price":0}]}"#)
    }

    @Test(arguments: [
        ("", ["b", "mobile", "unicom"]), ("main_search_key=i", ["mobile", "unicom"]),
        ("main_search_key=%E7%94%B5%E4%BF%A1(", ["b"]), ("main_search_key=a%20b", []),
        ("flow_total=30", ["mobile", "unicom"]),
        ("flow_total=31", []), ("network_type=1", ["mobile", "unicom"]), ("location_type=1&carrier_type=1", ["mobile"]),
        ("carrier_type=101", ["mobile"]), ("carrier_type=102", ["b"]), ("carrier_type=505", []),
        ("location_type=2", []),
        ("country_type=1", []),
    ])
    func `filters`(query: String, plans: [String]) async throws {
        let server = try await filled()
        let reply = await server.request(.get, "\(Self.path)?\(query)")
        #expect((reply.status, reply.texts("price_plan_id")) == (200, plans))
        #expect(reply.numbers("count") == ["\(plans.count)"])
        #expect(
            await server.request(.get, "\(Self.path)?\(query)", as: server.stranger).text
                == #"{"limit":10,"offset":1,"count":0,"price_plans":[]}"#)
    }

    @Test(arguments: [
        "limit=501", "main_search_key=%3C", "main_search_key=\(String(repeating: "a", count: 257))", "flow_total=-1",
        "network_type=3", "location_type=6", "carrier_type=4", "carrier_type=x", "country_type=12",
    ])
    func `refuses what the contract does not allow`(query: String) async throws {
        let server = try await ServerFixture()
        #expect(await server.request(.get, "\(Self.path)?\(query)").refusal == "400 GSL.00010004")
    }
}

/// `reference/huawei-gsl.md`, 4.12.
struct `ListSimPricePlans` {
    private static let path = "/v1/sim-price-plans"

    @Test func `answers the plan of a card`() async throws {
        let server = try await ServerFixture()
        let id = try await server.load(order: 77, carrier: .unicom, [ServerFixture.card(1)])[0]
        try await server.use(1, megabytes: 45)
        func text(status: Int, used: Int, left: Int) -> String {
            #"[{"id":\#(id),"account_id":"\#(server.accountID)","sim_card_id":\#(id),"status":\#(status),"#
                + #""price_plan_id":"unicom","price_plan_name":"unicom","description":"","cid":"8986000000000000001","#
                + #""order_id":"77","create_time":"now","active_time":"2022-09-01T00:00:00.000+00:00","#
                + #""stop_time":"2023-08-26T15:59:59.000+00:00","flow_total":30,"flow_used":\#(used),"#
                + #""flow_left":\#(left),"using":"1","package_type":0,"effect_type":1,"auto_renew":0,"#
                + #""location_desc":"中国"}]"#
        }
        let reply = await server.request(.get, "\(Self.path)?sim_card_id=\(id)")
        #expect((reply.status, reply.timeless) == (200, text(status: 3, used: 45, left: -15)))
        let byICCID = await server.request(
            .get, "\(Self.path)?sim_card_id=0&iccid=\(ServerFixture.iccid(1))&real_time=true")
        #expect(byICCID.timeless == reply.timeless)
        #expect(await server.request(.get, "\(Self.path)?sim_card_id=\(id)&offset=2").text == "[]")
        #expect(await server.request(.get, "\(Self.path)?sim_card_id=4711").text == "[]")
        #expect(await server.request(.get, "\(Self.path)?sim_card_id=\(id)", as: server.stranger).text == "[]")
    }

    @Test func `tells what state the plan is in`() async throws {
        let server = try await ServerFixture()
        let states: [(SIMCardStatus, String)] = [
            (.activatable, "1 0"), (.testable, "1 0"), (.inUse, "2 1"), (.suspended, "5 1"), (.disassembled, "0 0"),
        ]
        for (number, (state, expected)) in states.enumerated() {
            let id = try await server.load(order: 1, [ServerFixture.card(number, state)])[0]
            let reply = await server.request(.get, "\(Self.path)?sim_card_id=\(id)")
            #expect("\(reply.numbers("status")[0]) \(reply.texts("using")[0])" == expected, "\(state)")
        }
        let ended = try await server.load(
            order: 1, [ServerFixture.card(9, activatedAt: .at("2021-09-01T00:00:00Z"))])[0]
        let reply = await server.request(.get, "\(Self.path)?sim_card_id=\(ended)")
        #expect((reply.numbers("status"), reply.texts("using")) == (["5"], ["0"]))
    }

    @Test(arguments: [
        "", "sim_card_id=", "sim_card_id=x", "sim_card_id=-1", "sim_card_id=0", "sim_card_id=0&iccid=1",
        "sim_card_id=1&real_time=1", "sim_card_id=1&limit=9", "sim_card_id=1&offset=0",
    ])
    func `refuses what the contract does not allow`(query: String) async throws {
        let server = try await ServerFixture()
        #expect(await server.request(.get, "\(Self.path)?\(query)").refusal == "400 GSL.00010004")
    }
}

/// `reference/huawei-gsl.md`, 4.13.
struct `ListFlowBySimCards` {
    private static let path = "/v1/sim-price-plans/usage/batch-query"

    @Test func `answers what is left of plans`() async throws {
        let server = try await ServerFixture()
        let ids = try await server.load(order: 1, [ServerFixture.card(1), ServerFixture.card(2)])
        try await server.use(1, bytes: 1_027_604)
        func text(_ index: Int, _ used: String, _ left: String) -> String {
            #"{"id":\#(ids[index]),"account_id":"\#(server.accountID)","sim_card_id":\#(ids[index]),"#
                + #""price_plan_id":"mobile","price_plan_name":"mobile","iccid":"\#(ServerFixture.iccid(index + 1))","#
                + #""flow_total":30,"flow_used":\#(used),"flow_left":\#(left)}"#
        }
        let reply = await server.request(.post, Self.path, #"{"sim_card_ids":[\#(ids[1]),\#(ids[0])]}"#)
        #expect((reply.status, reply.text) == (200, "[\(text(1, "0", "30")),\(text(0, "0.98", "29.02"))]"))
        let byICCID = await server.request(.post, Self.path, #"{"iccids":["\#(ServerFixture.iccid(1))"]}"#)
        #expect(byICCID.text == "[\(text(0, "0.98", "29.02"))]")
    }

    @Test func `tells which cards there are not`() async throws {
        let server = try await ServerFixture()
        _ = try await server.load(order: 1, [ServerFixture.card(1)])
        let unknown = await server.request(
            .post, Self.path, #"{"iccids":["8986","\#(ServerFixture.iccid(1))","89860000000000000009"]}"#)
        #expect(unknown.status == 400)
        #expect(
            unknown.text == #"{"error_code":"GSL.00011011","error_msg":"iccid:[8986,89860000000000000009] 不存在"}"#)
        let strange = await server.request(
            .post, Self.path, #"{"iccids":["\#(ServerFixture.iccid(1))"]}"#, as: server.stranger)
        #expect(
            strange.text
                == #"{"error_code":"GSL.00011011","error_msg":"iccid:[\#(ServerFixture.iccid(1))] 不存在"}"#)
    }

    @Test func `takes fifty cards`() async throws {
        let server = try await ServerFixture()
        let iccids = (0...50).map(ServerFixture.iccid)
        let tooMany = await server.request(.post, Self.path, #"{"iccids":\#(iccids)}"#)
        #expect(tooMany.status == 400)
        #expect(tooMany.text == #"{"error_code":"GSL.00011010","error_msg":"iccid 超过个数限制。"}"#)
        #expect(await server.request(.post, Self.path, #"{"sim_card_ids":\#(Array(1...51))}"#).body == tooMany.body)
        let most = await server.request(.post, Self.path, #"{"iccids":\#(Array(iccids.dropLast()))}"#)
        #expect(most.refusal == "400 GSL.00011011")
        // A message has at most 512 characters (3.1).
        #expect(most.text.count < 512)
    }

    @Test(arguments: ["", "{}", #"{"iccids":[]}"#, #"{"iccids":[1]}"#, #"{"iccids":"x"}"#, #"{"sim_card_ids":["1"]}"#])
    func `refuses what the contract does not allow`(body: String) async throws {
        let server = try await ServerFixture()
        #expect(await server.request(.post, Self.path, body).refusal == "400 GSL.00010004")
    }
}
