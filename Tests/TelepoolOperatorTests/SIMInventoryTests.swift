import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import Testing

/// What an operator does with plans, orders, cards, pools and work orders.
struct `The inventory of SIM cards` {
    private let server: ServerFixture
    private let cards: [Int64]

    init() async throws {
        server = try await ServerFixture()
        cards = try await server.load(
            order: 1, carrier: .telecom,
            (1...3).map { SIMCard(iccid: Self.iccid($0), msisdn: "1064900000\($0)", status: .activatable) })
    }

    private static func iccid(_ serial: Int) -> String { "\(8_986_000_000_000_000_000 + serial)" }

    private func call(
        _ method: HTTPRequest.Method, _ path: String, _ body: String = "", as key: IssuedAccessKey? = nil
    ) async -> HTTPReply {
        await server.request(method, "/telepool/v1/\(path)", body, as: key)
    }

    private func makePool(_ more: String = "") async throws -> String {
        let reply = await call(.post, "sim-pools", #"{"name":"池","order_ids":[1]\#(more)}"#)
        #expect(reply.status == 201)
        return String(try #require(reply.text.firstMatch(of: /^{"id":(\d+),/)?.1))
    }

    private func card(_ index: Int, _ more: String = "", status: String = "activatable", used: Int = 0) -> String {
        #"{"id":\#(cards[index]),"iccid":"\#(Self.iccid(index + 1))","order_id":1,"price_plan_id":"telecom","#
            + #""status":"\#(status)","operator_status":-1,"used_bytes":\#(used),"real_named":false,"#
            + #""msisdn":"1064900000\#(index + 1)"\#(more)}"#
    }

    @Test func `lists plans and orders, page after page`() async throws {
        let plan =
            #"{"id":"a","name":"n","carrier":"mobile","data_mb":1,"months":2,"description":"说明","#
            + #""package_type":"add_on","network_type":"nb","auto_renew":true,"price":100,"silent_period":6,"#
            + #""silent_unit":"month"}"#
        let made = await call(.post, "price-plans", plan)
        #expect((made.status, made.text) == (201, plan))
        #expect(await call(.get, "price-plans?limit=1").text == #"{"price_plans":[\#(plan)],"next":"a"}"#)
        #expect(await call(.get, "price-plans?after=a").text.hasPrefix(#"{"price_plans":[{"id":"telecom","#))
        let orders = await call(.get, "orders")
        #expect(
            orders.text.wholeMatch(of: /{"orders":\[{"id":1,"price_plan_id":"telecom","created":"[^"]+","cards":3}\]}/)
                != nil)
        #expect(await call(.get, "orders", as: server.stranger).text == #"{"orders":[]}"#)
        #expect(await call(.get, "price-plans", as: server.stranger).text == #"{"price_plans":[]}"#)
    }

    @Test func `shows and lists cards`() async throws {
        let shown = await call(.get, "sim-cards/\(Self.iccid(1))")
        #expect((shown.status, shown.text) == (200, card(0)))
        #expect(await call(.get, "sim-cards?limit=1").text == #"{"sim_cards":[\#(card(0))],"next":\#(cards[0])}"#)
        #expect(
            await call(.get, "sim-cards?after=\(cards[0])&order_id=1").text
                == #"{"sim_cards":[\#(card(1)),\#(card(2))]}"#)
        #expect(await call(.get, "sim-cards?order_id=2").text == #"{"sim_cards":[]}"#)
        #expect(await call(.get, "sim-cards", as: server.stranger).text == #"{"sim_cards":[]}"#)
    }

    @Test func `replaces and deregisters cards`() async throws {
        let replaced = await call(
            .post, "sim-cards/\(Self.iccid(1))/replace", #"{"iccid":"\#(Self.iccid(9))","imsi":"460030000000001"}"#)
        #expect(replaced.status == 200)
        #expect(replaced.text == card(0, #","imsi":"460030000000001""#).replacing(Self.iccid(1), with: Self.iccid(9)))
        #expect(await call(.get, "sim-cards/\(Self.iccid(1))").errorCode == "UnknownSIMCard")
        let taken = await call(.post, "sim-cards/\(Self.iccid(2))/replace", #"{"iccid":"\#(Self.iccid(1))"}"#)
        #expect((taken.status, taken.errorCode) == (409, "ICCIDTaken"))
        let gone = await server.request(
            .post, "/telepool/v1/sim-cards/deregister", "iccid\n\(Self.iccid(2))\n\(Self.iccid(2))\n\(Self.iccid(8))\n",
            type: "text/csv")
        #expect(
            gone.text == #"{"accepted":1,"duplicate":1,"rejected":1,"rejections":[{"line":4,"code":"UnknownCard","#
                + #""reason":"there is no such card"}]}"#)
        #expect(await call(.get, "sim-cards/\(Self.iccid(2))").text.contains(#""status":"disassembled","#))
        let late = await call(.post, "sim-cards/\(Self.iccid(2))/replace", #"{"iccid":"\#(Self.iccid(7))"}"#)
        #expect((late.status, late.errorCode) == (409, "SIMCardDeregistered"))
    }

    @Test func `says what the carrier knows of a card`() async throws {
        let named = await call(.patch, "sim-cards/\(Self.iccid(1))", #"{"real_named":true}"#)
        #expect(named.text == card(0).replacing(#""real_named":false"#, with: #""real_named":true"#))
        let networks =
            #"{"version":1,"online_carrier":"mobile","iccid_mobile":"\#(Self.iccid(11))","#
            + #""iccid_unicom":"\#(Self.iccid(12))","iccid_telecom":"\#(Self.iccid(13))"}"#
        #expect(await call(.patch, "sim-cards/\(Self.iccid(1))", networks).status == 200)
        let listed = await server.request(.get, "/v1/sim-cards-multiply")
        #expect(listed.text.contains(#""iccid_telcom":"\#(Self.iccid(13))""#))
        #expect(await call(.patch, "sim-cards/\(Self.iccid(1))", #"{"version":1}"#).status == 400)
    }

    @Test func `changes pools`() async throws {
        let id = try await makePool()
        let pool =
            #"{"id":\#(id),"name":"池","kind":"forward","policy":"suspend","price_plan_id":"telecom","#
            + #""carrier":"telecom","status":"in_use","order_ids":[1]}"#
        let shown = await call(.get, "sim-pools/\(id)")
        #expect((shown.status, shown.text) == (200, pool))
        let updated = await call(.patch, "sim-pools/\(id)", #"{"name":"新","policy":"allow"}"#)
        let changed = pool.replacing("池", with: "新").replacing("suspend", with: "allow")
        #expect((updated.status, updated.text) == (200, changed))
        _ = try await server.load(order: 2, carrier: .telecom, [SIMCard(iccid: Self.iccid(21), status: .inUse)])
        let joined = await call(.post, "sim-pools/\(id)/orders", #"{"order_ids":[2]}"#)
        #expect((joined.status, joined.text) == (200, changed.replacing("[1]", with: "[1,2]")))
        let again = await call(.post, "sim-pools/\(id)/orders", #"{"order_ids":[2]}"#)
        #expect((again.status, again.errorCode) == (409, "OrderInPool"))
        #expect(await call(.post, "sim-pools/\(id)/orders", #"{"order_ids":[7]}"#).errorCode == "UnknownOrder")
        _ = try await server.load(order: 3, carrier: .unicom, [SIMCard(iccid: Self.iccid(31), status: .inUse)])
        let mixed = await call(.post, "sim-pools/\(id)/orders", #"{"order_ids":[3]}"#)
        #expect((mixed.status, mixed.errorCode) == (409, "MixedPricePlans"))
        let kept = await call(.post, "sim-pools/\(id)/discard")
        #expect((kept.status, kept.errorCode) == (409, "SIMPoolHasCards"))
        let iccids = [1, 2, 3, 21].map(Self.iccid).joined(separator: "\n")
        _ = await server.request(.post, "/telepool/v1/sim-cards/deregister", "iccid\n\(iccids)\n", type: "text/csv")
        let discarded = await call(.post, "sim-pools/\(id)/discard")
        #expect(discarded.text.contains(#""status":"discarded""#))
        for path in ["orders", "add-ons"] {
            let late = await call(.post, "sim-pools/\(id)/\(path)", #"{"order_ids":[3],"data_mb":1}"#)
            #expect((late.status, late.errorCode) == (409, "SIMPoolDiscarded"))
        }
    }

    @Test func `gives pools more data`() async throws {
        let id = try await makePool()
        let made = await call(.post, "sim-pools/\(id)/add-ons", #"{"data_mb":100}"#)
        let addOn = try #require(
            made.text.wholeMatch(
                of: /{"id":(\d+),"sim_pool_id":\d+,"billing_cycle":"2022-09","data_mb":100,"created":"[^"]+"}/))
        #expect(made.status == 201)
        #expect(await call(.get, "sim-pools/\(id)/add-ons").text == #"{"add_ons":[\#(made.text)]}"#)
        #expect(await call(.get, "sim-pools/\(id)/add-ons?after=\(addOn.1)").text == #"{"add_ons":[]}"#)
        let pools = await server.request(.get, "/v1/sim-pools")
        #expect(pools.text.contains(#""flow_total":100,"flow_used":0,"flow_left":100,"#))
        for body in [#"{"data_mb":0}"#, #"{"data_mb":1000000001}"#, "{}"] {
            #expect(await call(.post, "sim-pools/\(id)/add-ons", body).status == 400)
        }
        let status = await call(.put, "sim-pools/\(id)/status", #"{"status":"stopped"}"#)
        #expect((status.status, status.errorCode) == (409, "SIMPoolOfOtherKind"))
    }

    @Test func `stops backward pools`() async throws {
        _ = try await server.load(order: 2, carrier: .mobile, [SIMCard(iccid: Self.iccid(21), status: .inUse)])
        let mobile = await call(.post, "sim-pools", #"{"name":"池","order_ids":[2],"kind":"backward"}"#)
        #expect((mobile.status, mobile.errorCode) == (409, "BackwardPoolOfOtherCarrier"))
        let id = try await makePool(#","kind":"backward""#)
        for (name, code) in [("stopped", -1), ("in_use", 2), ("discarded", -2)] {
            let set = await call(.put, "sim-pools/\(id)/status", #"{"status":"\#(name)"}"#)
            #expect(set.status == 200 && set.text.contains(#""kind":"backward","#))
            #expect(set.text.contains(#""status":"\#(name)""#))
            #expect(await server.request(.get, "/v1/back-pools").text.contains(#""pool_status":\#(code),"#))
        }
        let addOn = await call(.post, "sim-pools/\(id)/add-ons", #"{"data_mb":1}"#)
        #expect((addOn.status, addOn.errorCode) == (409, "SIMPoolOfOtherKind"))
    }

    @Test func `decides on work orders`() async throws {
        let review = await call(.put, "work-orders/review", #"{"by_hand":true}"#)
        #expect((review.status, review.text) == (200, #"{"by_hand":true}"#))
        var ids: [String] = []
        for card in cards.prefix(2) {
            let asked = await server.request(.post, "/v1/sim-cards/\(card)/enable")
            ids.append(String(try #require(asked.text.wholeMatch(of: /{"work_order_id":(\d+)}/)?.1)))
        }
        let approved = await call(.post, "work-orders/\(ids[0])/decision", #"{"approve":true}"#)
        #expect((approved.status, approved.text) == (200, #"{"work_order_id":\#(ids[0]),"approved":true}"#))
        let refused = await call(.post, "work-orders/\(ids[1])/decision", #"{"approve":false,"reason":"不符合规定"}"#)
        #expect((refused.status, refused.text) == (200, #"{"work_order_id":\#(ids[1]),"approved":false}"#))
        for id in ids + ["1"] {
            let late = await call(.post, "work-orders/\(id)/decision", #"{"approve":true}"#)
            #expect((late.status, late.errorCode) == (404, "UnknownWorkOrder"))
        }
        let listed = await server.request(.get, "/v1/work-orders")
        #expect(listed.text.contains(#""status":7,"#) && listed.text.contains("不符合规定"))
    }

    @Test func `is nobody else's`() async throws {
        let id = try await makePool()
        let asked = await server.request(.post, "/v1/sim-cards/\(cards[0])/enable")
        let order = try #require(asked.text.wholeMatch(of: /{"work_order_id":(\d+)}/)?.1)
        let calls: [(HTTPRequest.Method, String, String)] = [
            (.get, "sim-pools/\(id)", ""), (.patch, "sim-pools/\(id)", #"{"name":"x"}"#),
            (.post, "sim-pools/\(id)/orders", #"{"order_ids":[1]}"#), (.post, "sim-pools/\(id)/discard", ""),
            (.put, "sim-pools/\(id)/status", #"{"status":"stopped"}"#),
            (.post, "sim-pools/\(id)/add-ons", #"{"data_mb":1}"#), (.get, "sim-pools/\(id)/add-ons", ""),
            (.get, "sim-cards/\(Self.iccid(1))", ""), (.patch, "sim-cards/\(Self.iccid(1))", #"{"real_named":true}"#),
            (.post, "sim-cards/\(Self.iccid(1))/replace", #"{"iccid":"\#(Self.iccid(5))"}"#),
            (.post, "work-orders/\(order)/decision", #"{"approve":true}"#),
        ]
        for (method, path, body) in calls {
            #expect(await call(method, path, body, as: server.stranger).status == 404)
            #expect(await call(method, path, body, as: server.key(.metering)).status == 403)
            let reader = await call(method, path, body, as: server.key(.reader))
            #expect((reader.status == 200) == (method == .get))
        }
    }
}
