import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 机卡重绑: binds a card of China Telecom or China Mobile to another device (`reference/huawei-gsl.md`, 4.7).
package struct RegisterImei: HuaweiOperation {
    package static let route = Route(.post, "/v1/sim-cards/{sim_card_id}/bind-device")
    package static let access = Access.write(.manager)

    private var card: SIMCardReference
    /// `nil` for the device that the card is in.
    private var imei: String?

    package init(_ request: RESTRequest) throws(HuaweiError) {
        card = try SIMCardAddress(request).reference
        let body = try HuaweiBody(request)
        let type = try body.required(body.integer("bind_type", in: 1...2))
        let imei = try body.text("imei", length: 0...20) ?? ""
        guard imei.utf8.allSatisfy(Self.isAllowed) else { throw .invalidParameter }
        if type == 2, imei.isEmpty { throw .invalidParameter }
        self.imei = type == 2 ? imei : nil
    }

    package func perform(in scope: TenantScope) throws -> WorkOrderResponse {
        try WorkOrderResponse(.bindDevice(imei: imei), card, in: scope)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}
