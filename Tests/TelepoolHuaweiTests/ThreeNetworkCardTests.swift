import HTTPTypes
import TelepoolDomain
import TelepoolServer
import TelepoolTestSupport
import TelepoolTime
import Testing

/// Cards of three carriers (`reference/huawei-gsl.md`, 4.18 and 4.19).
struct `Three-network cards` {
    private static let path = "/v1/sim-cards-multiply"
    private static let policy =
        #"{"policy_name":"策略","version":1,"preferred_carrier":3,"least_preferred_carrier":2,"weak_signal_switch":true}"#

    /// Two three-network cards and one that is none; the ids of all, and that of a policy.
    private func filled(_ server: ServerFixture) async throws -> (cards: [Int64], policy: Int64) {
        let ids = try await server.load(order: 6, (1...3).map { ServerFixture.card($0) })
        try await server.domain.write { scope in
            for (index, carrier) in [Carrier.unicom, .mobile].enumerated() {
                try scope.threeNetworkCards.add(
                    ThreeNetworkCard(
                        id: SIMCardID(ids[index]), cid: ServerFixture.iccid(index + 1), order: OrderID(6),
                        version: Int64(index + 1), onlineCarrier: carrier, iccidMobile: "m\(index)",
                        iccidUnicom: "u\(index)", iccidTelecom: "t\(index)", policy: nil))
            }
        }
        #expect(await server.request(.post, "/v1/network-switch-policies", Self.policy).status == 200)
        let policies = await server.request(.get, "/v1/network-switch-policies")
        return (ids, try #require(policies.numbers("id").first.flatMap(Int64.init)))
    }

    @Test func `are listed field for field, with their policies`() async throws {
        let server = try await ServerFixture()
        let (ids, policy) = try await filled(server)
        let target = "/v1/sim-cards/\(ids[0])/network-switch-policy/set"
        let set = await server.request(.post, target, #"{"network_switch_policy_id":\#(policy)}"#)
        #expect(set.text == #"{"work_order_id":\#(set.numbers("work_order_id").first ?? "")}"#)
        #expect(await server.request(.get, "/v1/network-switch-policies").text.contains(#""used":false"#))
        try await server.carryOutWorkOrders()
        #expect(await server.request(.get, "/v1/network-switch-policies").text.contains(#""used":true"#))
        let reply = await server.request(.get, Self.path)
        #expect(
            reply.text == #"{"limit":10,"offset":1,"count":2,"sim_cards":[{"sim_card_id":\#(ids[0]),"#
                + #""cid":"8986000000000000001","online_carrier":3,"network_switch_policy_id":\#(policy),"#
                + #""policy_name":"策略","version":1,"iccid_mobile":"m0","iccid_unicom":"u0","iccid_telcom":"t0","#
                + #""order_id":6},{"sim_card_id":\#(ids[1]),"cid":"8986000000000000002","online_carrier":1,"version":2,"#
                + #""iccid_mobile":"m1","iccid_unicom":"u1","iccid_telcom":"t1","order_id":6}]}"#)
    }

    @Test func `are found by everything`() async throws {
        let server = try await ServerFixture()
        let ids = try await filled(server).cards
        func found(_ query: String) async -> [String] {
            let reply = await server.request(.get, "\(Self.path)?\(query)")
            #expect(reply.numbers("count") == ["\(reply.texts("cid").count)"])
            return reply.numbers("sim_card_id")
        }
        #expect(await found("cid=\(ServerFixture.iccid(2))") == ["\(ids[1])"])
        #expect(await found("online_carrier=3") == ["\(ids[0])"])
        #expect(await found("version=2&order_id=6") == ["\(ids[1])"])
        #expect(await found("sim_card_id=\(ids[0])") == ["\(ids[0])"])
        #expect(await found("sim_card_id=0&iccid=t1") == ["\(ids[1])"])
        #expect(await found("sim_card_id=\(ids[2])") == [])
        #expect(await found("order_id=7") == [])
        #expect(await server.request(.get, "\(Self.path)?sim_card_id=4711").refusal == "400 GSL.00011001")
        let strange = await server.request(.get, Self.path, as: server.stranger)
        #expect(strange.text == #"{"limit":10,"offset":1,"count":0,"sim_cards":[]}"#)
        for query in [
            "cid=\(String(repeating: "1", count: 21))", "online_carrier=4", "version=3", "limit=9", "order_id=x",
        ] {
            #expect(await server.request(.get, "\(Self.path)?\(query)").refusal == "400 GSL.00010004", "\(query)")
        }
    }

    @Test func `switch networks`() async throws {
        let server = try await ServerFixture()
        let ids = try await filled(server).cards
        func act(_ id: Int64, _ body: String, as key: IssuedAccessKey? = nil) async -> HTTPReply {
            await server.request(.post, "\(Self.path)/\(id)/switch-network", body, as: key)
        }
        let reply = await act(ids[0], #"{"carrier_type":2}"#)
        #expect(reply.text == #"{"work_order_id":\#(reply.numbers("work_order_id").first ?? "")}"#)
        let byContainer = await act(0, #"{"carrier_type":3,"cid":"\#(ServerFixture.iccid(2))"}"#)
        #expect(byContainer.status == 200)
        try await server.carryOutWorkOrders()
        #expect(await server.request(.get, Self.path).numbers("online_carrier") == ["2", "3"])
        let unsupported = await act(ids[0], #"{"carrier_type":4}"#)
        #expect(
            (unsupported.status, unsupported.text) == (400, #"{"error_code":"GSL.00011063","error_msg":"不支持切换的目标运营商"}"#)
        )
        #expect(await act(ids[2], #"{"carrier_type":2}"#).refusal == "400 GSL.00011015")
        #expect(await act(4711, #"{"carrier_type":2}"#).refusal == "400 GSL.00011001")
        #expect(await act(ids[0], #"{"carrier_type":2}"#, as: server.stranger).refusal == "400 GSL.00011001")
        for (id, body) in [(ids[0], "{}"), (ids[0], #"{"carrier_type":"2"}"#), (0, #"{"carrier_type":2}"#)] {
            #expect(await act(id, body).refusal == "400 GSL.00010004", "\(body)")
        }
    }

    @Test func `take policies of their account only`() async throws {
        let server = try await ServerFixture()
        let (ids, policy) = try await filled(server)
        func set(_ id: Int64, _ body: String, as key: IssuedAccessKey? = nil) async -> HTTPReply {
            await server.request(.post, "/v1/sim-cards/\(id)/network-switch-policy/set", body, as: key)
        }
        let byContainer = await set(
            0, #"{"network_switch_policy_id":\#(policy),"cid":"\#(ServerFixture.iccid(1))"}"#)
        #expect(byContainer.status == 200)
        let unknown = await set(ids[0], #"{"network_switch_policy_id":1}"#)
        #expect((unknown.status, unknown.text) == (400, #"{"error_code":"GSL.00015028","error_msg":"策略不存在!"}"#))
        #expect(await set(ids[2], #"{"network_switch_policy_id":\#(policy)}"#).refusal == "400 GSL.00011015")
        #expect(await set(4711, #"{"network_switch_policy_id":\#(policy)}"#).refusal == "400 GSL.00011001")
        let strange = await set(ids[0], #"{"network_switch_policy_id":\#(policy)}"#, as: server.stranger)
        #expect(strange.refusal == "400 GSL.00011001")
        for (id, body) in [
            (ids[0], "{}"), (ids[0], #"{"network_switch_policy_id":-1}"#), (0, #"{"network_switch_policy_id":1}"#),
            (0, #"{"network_switch_policy_id":1,"cid":""}"#),
        ] {
            #expect(await set(id, body).refusal == "400 GSL.00010004", "\(body)")
        }
    }
}
