import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 查询自定义属性列表: lists custom attributes (`reference/huawei-gsl.md`, 4.15).
package struct ListAttributes: HuaweiLabelOperation {
    package static let route = Route(.get, "/v1/attributes")
    package static let access = Access.read(.reader)

    /// Part of the name.
    private var custAttrName: String?
    private var isEnabled: Bool?
    private var page: HuaweiPage

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let query = HuaweiQuery(request, error: .invalidLabelParameter)
        custAttrName = try query.text("cust_attr_name", limit: 32)
        isEnabled = try query.integer("status", in: 0...1).map { $0 == 1 }
        page = try query.page()
    }

    package func perform(in scope: TenantScope) throws -> Response {
        let attributes = try scope.simAttributes.list(
            namePart: custAttrName, isEnabled: isEnabled, offset: page.elementsBefore, limit: page.limit)
        return Response(attributes: attributes, page: page)
    }

    package struct Response: JSONWritable {
        var attributes: Page<SIMAttribute>
        var page: HuaweiPage

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.members(of: page, count: attributes.total)
                $0.array("attributes", attributes.elements) { json, attribute in
                    json.object {
                        $0.member("id", attribute.id.rawValue)
                        $0.member("default_attr_name_cn", SIMAttributeNames.chinese(attribute.slot))
                        $0.member("default_attr_name_en", SIMAttributeNames.english(attribute.slot))
                        $0.member("cust_attr_name", attribute.name)
                        $0.member("status", attribute.isEnabled ? 1 : 0)
                        $0.member("create_time", time: attribute.createdAt)
                        $0.member("modify_time", time: attribute.modifiedAt)
                    }
                }
            }
        }
    }
}
