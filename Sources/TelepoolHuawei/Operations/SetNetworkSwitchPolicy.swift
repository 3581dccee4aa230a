import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 设置三网卡网络切换策略: gives a three-network card a policy for switching networks (`reference/huawei-gsl.md`, 4.18).
package struct SetNetworkSwitchPolicy: HuaweiOperation {
    package static let route = Route(.post, "/v1/sim-cards/{sim_card_id}/network-switch-policy/set")
    package static let access = Access.write(.manager)

    private var card: SIMCardReference
    private var policy: Int64

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let body = try HuaweiBody(request)
        card = try SIMCardAddress.byContainer(request, body)
        policy = try body.required(body.integer("network_switch_policy_id", in: 0...Int64.max))
    }

    package func perform(in scope: TenantScope) throws -> WorkOrderResponse {
        try WorkOrderResponse(.setPolicy(policy), card, in: scope)
    }
}
