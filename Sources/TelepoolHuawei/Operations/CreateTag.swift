import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 用户添加标签: creates a tag (`reference/huawei-gsl.md`, 4.14).
package struct CreateTag: HuaweiLabelOperation {
    package static let route = Route(.post, "/v1/tags")
    package static let access = Access.write(.manager)

    private var tagName: String

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let body = try HuaweiBody(request, error: .invalidLabelParameter)
        tagName = try body.required(body.text("tag_name", length: 1...100))
        guard HuaweiQuery.isWhitelisted(tagName) else { throw .illegalTagName }
    }

    package func perform(in scope: TenantScope) throws -> TagResponse {
        TagResponse(tag: try scope.simTags.create(name: tagName))
    }
}
