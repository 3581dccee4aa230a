import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 停用自定义属性: keeps values of a custom attribute from being set; those that cards have stay
/// (`reference/huawei-gsl.md`, 4.15).
package struct DisableAttribute: HuaweiLabelOperation {
    package static let route = Route(.post, "/v1/attributes/{attribute_id}/disable")
    package static let access = Access.write(.manager)

    private var attribute: SIMAttributeID

    package init(_ request: RESTRequest) throws(HuaweiError) {
        attribute = SIMAttributeID(try request.identifier("attribute_id", error: .invalidLabelParameter))
    }

    package func perform(in scope: TenantScope) throws -> EmptyResponse {
        try scope.simAttributes.setEnabled(false, attribute)
        return EmptyResponse()
    }
}
