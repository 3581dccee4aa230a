import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 实名认证信息清除: makes a carrier forget the holder of a card of China Telecom (`reference/huawei-gsl.md`, 4.7).
package struct DeleteRealName: HuaweiOperation {
    package static let route = Route(.post, "/v1/sim-cards/{sim_card_id}/clear-real-name")
    package static let access = Access.write(.manager)

    private var card: SIMCardReference

    package init(_ request: RESTRequest) throws(HuaweiError) {
        card = try SIMCardAddress(request).reference
    }

    package func perform(in scope: TenantScope) throws -> WorkOrderResponse {
        try WorkOrderResponse(.clearRealName, card, in: scope)
    }
}
