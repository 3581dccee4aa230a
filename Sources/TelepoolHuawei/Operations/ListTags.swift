import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 查询标签列表: lists tags (`reference/huawei-gsl.md`, 4.14).
package struct ListTags: HuaweiLabelOperation {
    package static let route = Route(.get, "/v1/tags")
    package static let access = Access.read(.reader)

    /// Part of the name.
    private var tagName: String?
    private var isInUse: Bool?
    private var page: HuaweiPage

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let query = HuaweiQuery(request, error: .invalidLabelParameter)
        tagName = try query.text("tag_name", limit: 256)
        isInUse = try query.integer("status", in: 0...1).map { $0 == 1 }
        page = try query.page()
    }

    package func perform(in scope: TenantScope) throws -> Response {
        let tags = try scope.simTags.list(
            namePart: tagName, isInUse: isInUse, offset: page.elementsBefore, limit: page.limit)
        return Response(tags: tags, page: page)
    }

    package struct Response: JSONWritable {
        var tags: Page<SIMTag>
        var page: HuaweiPage

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.members(of: page, count: tags.total)
                $0.array("tags", tags.elements) { json, tag in TagResponse(tag: tag).write(to: &json) }
            }
        }
    }
}

/// A tag as the contract shows it.
package struct TagResponse: JSONWritable {
    var tag: SIMTag

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("id", tag.id.rawValue)
            $0.member("tag_name", tag.name)
            $0.member("status", tag.isInUse ? 1 : 0)
        }
    }
}
