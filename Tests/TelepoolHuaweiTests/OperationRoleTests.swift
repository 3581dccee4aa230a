import HTTPTypes
import TelepoolDomain
import TelepoolHuawei
import TelepoolREST
import TelepoolServer
import TelepoolTestSupport
import Testing

/// Who may call which operation, and where it is found (`reference/huawei-gsl.md`, 4.0).
struct `The operations of GSL` {
    private static let routes: [String: String] = [
        "ListSimPools": "GET /v1/sim-pools", "ListSimPoolMembers": "GET /v1/sim-pools/{sim_pool_id}/members",
        "ListBackPools": "GET /v1/back-pools", "ListBackPoolMembers": "GET /v1/back-pools/{back_pool_id}/members",
        "ListSimCards": "GET /v1/sim-cards", "ShowSimCard": "GET /v1/sim-cards/{sim_card_id}",
        "StopSimCard": "POST /v1/sim-cards/{sim_card_id}/stop",
        "ResetSimCard": "POST /v1/sim-cards/{sim_card_id}/reset",
        "EnableSimCard": "POST /v1/sim-cards/{sim_card_id}/enable",
        "StartStopNet": "POST /v1/sim-cards/{sim_card_id}/cut-net",
        "SetExceedCutNet": "POST /v1/sim-cards/{sim_card_id}/exceed-cut-net",
        "SetSpeedValue": "POST /v1/sim-cards/{sim_card_id}/speed-limit",
        "RegisterImei": "POST /v1/sim-cards/{sim_card_id}/bind-device",
        "ShowRealNamed": "GET /v1/sim-cards/{sim_card_id}/real-named",
        "DeleteRealName": "POST /v1/sim-cards/{sim_card_id}/clear-real-name",
        "ShowMonthUsages": "POST /v1/sim-cards/month-usages",
        "ListSimCardFlowPerDay": "POST /v1/sim-cards/batch-daily-flow",
        "ListProPricePlans": "GET /v1/price-plans", "ListSimPricePlans": "GET /v1/sim-price-plans",
        "ListFlowBySimCards": "POST /v1/sim-price-plans/usage/batch-query",
        "ListWorkOrders": "GET /v1/work-orders",
        "ListWorkOrderDetails": "GET /v1/work-orders/{work_order_id}/details",
        "SetNetworkSwitchPolicy": "POST /v1/sim-cards/{sim_card_id}/network-switch-policy/set",
        "ListSimDeviceMultiply": "GET /v1/sim-cards-multiply",
        "SwitchNetwork": "POST /v1/sim-cards-multiply/{sim_card_id}/switch-network",
    ]

    @Test func `are found where the contract says`() {
        let known = Dictionary(uniqueKeysWithValues: HuaweiOperations.all.map { ($0.name, $0.route.description) })
        for (name, route) in Self.routes { #expect(known[name] == route) }
    }

    @Test func `read for readers and write for managers, and are nothing for metering`() async throws {
        let server = try await ServerFixture()
        let actions: Set<String> = [
            "StopSimCard", "ResetSimCard", "EnableSimCard", "StartStopNet", "SetExceedCutNet", "SetSpeedValue",
            "RegisterImei", "DeleteRealName", "SetNetworkSwitchPolicy", "SwitchNetwork",
        ]
        for operation in HuaweiOperations.all where Self.routes[operation.name] != nil {
            let path = operation.route.path([
                "sim_card_id": "1", "sim_pool_id": "1", "back_pool_id": "1", "work_order_id": "1",
            ])
            func isForbidden(_ role: Role) async -> Bool {
                await server.request(operation.route.method, path, as: server.key(role)).errorCode == "APIGW.0302"
            }
            #expect(await isForbidden(.metering), "\(operation.name)")
            #expect(await isForbidden(.reader) == actions.contains(operation.name), "\(operation.name)")
            #expect(await !isForbidden(.manager), "\(operation.name)")
        }
    }

    @Test func `are reached by literal paths before ids`() async throws {
        let server = try await ServerFixture()
        // With another method the literal path is known, and is not an id.
        #expect(await server.request(.get, "/v1/sim-cards/month-usages").refusal == "404 APIGW.0101")
        #expect(await server.request(.post, "/v1/sim-cards/month-usages", "{}").operation == "ShowMonthUsages")
        #expect(
            await server.request(.post, "/v1/sim-cards/attributes/batch-set", "{}").operation == "BatchSetAttributes")
        #expect(await server.request(.get, "/v1/sim-cards/x").refusal == "400 GSL.00010004")
    }
}
