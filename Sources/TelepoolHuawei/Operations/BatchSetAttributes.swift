import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 批量设置自定义属性: sets values of custom attributes of cards (`reference/huawei-gsl.md`, 4.15).
package struct BatchSetAttributes: HuaweiOperation {
    package static let route = Route(.post, "/v1/sim-cards/attributes/batch-set")
    package static let access = Access.write(.manager)

    private var changes: [SIMAttributeValues]

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let body = try HuaweiBody(request)
        guard !body.has("file_temp_id") else { throw .unknownFile }
        let objects = try body.required(body.objects("attributes"))
        guard (1...500).contains(objects.count) else { throw .invalidParameter }
        changes = []
        for object in objects { changes.append(try Self.change(object)) }
    }

    package func perform(in scope: TenantScope) throws -> EmptyResponse {
        try scope.simAttributes.set(changes)
        return EmptyResponse()
    }

    private static func change(_ object: HuaweiBody) throws(HuaweiError) -> SIMAttributeValues {
        var change = SIMAttributeValues(card: try SIMCardAddress(object).reference, values: [:])
        for slot in SIMAttributes.slots {
            change.values[slot] = try object.text("customer_attribute\(slot)", length: 0...100)
        }
        return change
    }
}
