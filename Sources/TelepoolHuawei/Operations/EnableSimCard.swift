import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 激活实体卡: activates a card (`reference/huawei-gsl.md`, 4.7).
package struct EnableSimCard: HuaweiOperation {
    package static let route = Route(.post, "/v1/sim-cards/{sim_card_id}/enable")
    package static let access = Access.write(.manager)

    private var card: SIMCardReference

    package init(_ request: RESTRequest) throws(HuaweiError) {
        card = try SIMCardAddress(request).reference
    }

    package func perform(in scope: TenantScope) throws -> WorkOrderResponse {
        try WorkOrderResponse(.enable, card, in: scope)
    }
}
