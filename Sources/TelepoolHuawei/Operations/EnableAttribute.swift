import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 启用自定义属性: lets values of a custom attribute be set
/// (`reference/huawei-gsl.md`, 4.15).
package struct EnableAttribute: HuaweiLabelOperation {
    package static let route = Route(.post, "/v1/attributes/{attribute_id}/enable")
    package static let access = Access.write(.manager)

    private var attribute: SIMAttributeID

    package init(_ request: RESTRequest) throws(HuaweiError) {
        attribute = SIMAttributeID(try request.identifier("attribute_id", error: .invalidLabelParameter))
    }

    package func perform(in scope: TenantScope) throws -> EmptyResponse {
        try scope.simAttributes.setEnabled(true, attribute)
        return EmptyResponse()
    }
}
