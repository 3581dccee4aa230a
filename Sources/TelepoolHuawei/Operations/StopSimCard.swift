import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// SIM卡停机: suspends a card that is in use (`reference/huawei-gsl.md`, 4.7).
package struct StopSimCard: HuaweiOperation {
    package static let route = Route(.post, "/v1/sim-cards/{sim_card_id}/stop")
    package static let access = Access.write(.manager)

    private var card: SIMCardReference

    package init(_ request: RESTRequest) throws(HuaweiError) {
        card = try SIMCardAddress(request).reference
        try HuaweiBody(request).checkDownUpSwitch()
    }

    package func perform(in scope: TenantScope) throws -> WorkOrderResponse {
        try WorkOrderResponse(.stop, card, in: scope)
    }
}

extension HuaweiBody {
    /// `down_up_switch`, which the vendor's examples of suspending and resuming send as 1 and 2; the path says the same, so
    /// that it decides nothing.
    func checkDownUpSwitch() throws(HuaweiError) {
        _ = try integer("down_up_switch", in: 0...Int64(Int32.max))
    }
}
