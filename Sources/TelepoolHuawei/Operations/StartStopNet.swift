import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 单独断网/恢复在用: takes a card of China Telecom off the network or lets it back (`reference/huawei-gsl.md`, 4.7).
package struct StartStopNet: HuaweiOperation {
    package static let route = Route(.post, "/v1/sim-cards/{sim_card_id}/cut-net")
    package static let access = Access.write(.manager)

    private var card: SIMCardReference
    private var isCutOff: Bool

    package init(_ request: RESTRequest) throws(HuaweiError) {
        card = try SIMCardAddress(request).reference
        switch try HuaweiBody(request).text("action", length: 0...10) {
        case "ADD": isCutOff = true
        case "DEL": isCutOff = false
        default: throw .invalidParameter
        }
    }

    package func perform(in scope: TenantScope) throws -> WorkOrderResponse {
        try WorkOrderResponse(.cutNet(isCutOff), card, in: scope)
    }
}
