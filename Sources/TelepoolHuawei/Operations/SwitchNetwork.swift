import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 三网卡切换网络: lets a three-network card use another network (`reference/huawei-gsl.md`, 4.19).
package struct SwitchNetwork: HuaweiOperation {
    package static let route = Route(.post, "/v1/sim-cards-multiply/{sim_card_id}/switch-network")
    package static let access = Access.write(.manager)

    private var card: SIMCardReference
    private var carrier: Carrier

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let body = try HuaweiBody(request)
        card = try SIMCardAddress.byContainer(request, body)
        let code = try body.required(body.integer("carrier_type", in: Int64(Int32.min)...Int64(Int32.max)))
        guard let carrier = Carrier(rawValue: code) else { throw .unsupportedCarrier }
        self.carrier = carrier
    }

    package func perform(in scope: TenantScope) throws -> WorkOrderResponse {
        try WorkOrderResponse(.switchNetwork(carrier), card, in: scope)
    }
}
