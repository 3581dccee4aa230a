import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 用户新增自定义属性: creates a custom attribute, which is not enabled yet (`reference/huawei-gsl.md`, 4.15).
package struct CreateAttribute: HuaweiLabelOperation {
    package static let route = Route(.post, "/v1/attributes")
    package static let access = Access.write(.manager)

    private var custAttrName: String

    package init(_ request: RESTRequest) throws(HuaweiError) {
        custAttrName = try Self.name(in: request)
    }

    /// The name in the body of a request.
    static func name(in request: RESTRequest) throws(HuaweiError) -> String {
        let body = try HuaweiBody(request, error: .invalidLabelParameter)
        let name = try body.required(body.text("cust_attr_name", length: 1...32))
        guard HuaweiQuery.isWhitelisted(name) else { throw .illegalAttributeName }
        guard !SIMAttributeNames.isColumn(name) else { throw .attributeNamedLikeColumn }
        return name
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(id: try scope.simAttributes.create(name: custAttrName))
    }

    package struct Response: JSONWritable {
        var id: SIMAttributeID

        package func write(to json: inout JSONWriter) {
            json.object { $0.member("id", id.rawValue) }
        }
    }
}
