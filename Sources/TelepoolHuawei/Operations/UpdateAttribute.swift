import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 修改自定义属性: gives a custom attribute another name (`reference/huawei-gsl.md`, 4.15).
package struct UpdateAttribute: HuaweiLabelOperation {
    package static let route = Route(.put, "/v1/attributes/{attribute_id}")
    package static let access = Access.write(.manager)

    private var attribute: SIMAttributeID
    private var custAttrName: String

    package init(_ request: RESTRequest) throws(HuaweiError) {
        attribute = SIMAttributeID(try request.identifier("attribute_id", error: .invalidLabelParameter))
        custAttrName = try CreateAttribute.name(in: request)
    }

    package func perform(in scope: TenantScope) throws -> EmptyResponse {
        try scope.simAttributes.rename(attribute, to: custAttrName)
        return EmptyResponse()
    }
}
