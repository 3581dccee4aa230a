import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 删除标签: deletes a tag and takes it off all cards (`reference/huawei-gsl.md`, 4.14).
package struct DeleteTag: HuaweiLabelOperation {
    package static let route = Route(.delete, "/v1/tags/{tag_id}")
    package static let access = Access.write(.manager)

    private var tag: SIMTagID

    package init(_ request: RESTRequest) throws(HuaweiError) {
        tag = SIMTagID(try request.identifier("tag_id", error: .invalidLabelParameter))
    }

    package func perform(in scope: TenantScope) throws -> EmptyResponse {
        try scope.simTags.delete(tag)
        return EmptyResponse()
    }
}
