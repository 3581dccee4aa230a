import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 实体卡限速: sets the greatest speed of a card of China Telecom or, once it is real-named, of China Unicom
/// (`reference/huawei-gsl.md`, 4.7).
package struct SetSpeedValue: HuaweiOperation {
    package static let route = Route(.post, "/v1/sim-cards/{sim_card_id}/speed-limit")
    package static let access = Access.write(.manager)

    private var card: SIMCardReference
    /// In Kbps, -1 for any.
    private var speed: Int64

    package init(_ request: RESTRequest) throws(HuaweiError) {
        card = try SIMCardAddress(request).reference
        let body = try HuaweiBody(request)
        speed = try body.required(body.integer("speed_value", in: -1...Int64(Int32.max)))
    }

    package func perform(in scope: TenantScope) throws -> WorkOrderResponse {
        try WorkOrderResponse(.limitSpeed(speed), card, in: scope)
    }
}
