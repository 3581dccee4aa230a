import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// SIM卡复机: lets a card work again that was suspended (`reference/huawei-gsl.md`, 4.7).
package struct ResetSimCard: HuaweiOperation {
    package static let route = Route(.post, "/v1/sim-cards/{sim_card_id}/reset")
    package static let access = Access.write(.manager)

    private var card: SIMCardReference

    package init(_ request: RESTRequest) throws(HuaweiError) {
        card = try SIMCardAddress(request).reference
        try HuaweiBody(request).checkDownUpSwitch()
    }

    package func perform(in scope: TenantScope) throws -> WorkOrderResponse {
        try WorkOrderResponse(.reset, card, in: scope)
    }
}
