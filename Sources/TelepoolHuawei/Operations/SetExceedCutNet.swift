import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 达量断网: sets or cancels the threshold that stops a card (`reference/huawei-gsl.md`, 4.7 and 5.7).
package struct SetExceedCutNet: HuaweiOperation {
    package static let route = Route(.post, "/v1/sim-cards/{sim_card_id}/exceed-cut-net")
    package static let access = Access.write(.manager)

    private var card: SIMCardReference
    /// In MB, -1 for none; `nil` to cancel what was set.
    private var quota: Int64?

    package init(_ request: RESTRequest) throws(HuaweiError) {
        card = try SIMCardAddress(request).reference
        let body = try HuaweiBody(request)
        let action = try body.required(body.integer("action", in: 1...2))
        let quota = try Self.quota(body)
        self.quota = action == 1 ? try body.required(quota) : nil
    }

    package func perform(in scope: TenantScope) throws -> WorkOrderResponse {
        try WorkOrderResponse(.setQuota(quota), card, in: scope)
    }

    /// `^-1$|^[0-9]{1,10}$`, as a text or, as in the vendor's examples, as a number.
    private static func quota(_ body: HuaweiBody) throws(HuaweiError) -> Int64? {
        guard let text = try body.spelled("quota", length: 1...10) else { return nil }
        let isNumber = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isNumber && text.utf8.count <= 10 || text == "-1", let quota = Int64(text) else {
            throw .invalidParameter
        }
        return quota
    }
}
