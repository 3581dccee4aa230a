import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
import TelepoolURL

/// `GET /v3/projects`: the projects of the account that match; the SDK asks for the one of its region
/// (`reference/huawei-gsl.md`, 2.3).
package struct KeystoneListProjects: IAMOperation {
    package static let route = Route(.get, "/v3/projects")
    package static let access = Access.read(.reader)

    private var filters: [String: String] = [:]
    private var page: Int64
    private var pageSize: Int64
    private var baseURL: String

    package init(_ request: RESTRequest) throws(IAMError) {
        for name in ["domain_id", "name", "parent_id", "enabled", "is_domain"] {
            filters[name] = request.query[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        page = try Self.integer(request, "page", 1...Int64(Int32.max), default: 1)
        pageSize = try Self.integer(request, "per_page", 1...5000, default: 5000)
        baseURL = request.baseURL
    }

    package func perform(in scope: TenantScope) throws -> ProjectList {
        let account = try scope.ownAccount()
        let matching = try scope.projects.all().filter { matches($0, of: account) }
        let shown = matching.dropFirst(Int((page - 1) * pageSize)).prefix(Int(pageSize))
        return ProjectList(
            projects: Array(shown), account: account, path: Self.route.pattern, baseURL: baseURL, isPaged: true)
    }

    private func matches(_ project: Project, of account: Account) -> Bool {
        let values = [
            "domain_id": account.domainID, "parent_id": account.domainID, "name": project.name, "enabled": "true",
            "is_domain": "false",
        ]
        return filters.allSatisfy { values[$0.key] == $0.value }
    }

    private static func integer(
        _ request: RESTRequest, _ name: String, _ range: ClosedRange<Int64>, default: Int64
    ) throws(IAMError) -> Int64 {
        guard let text = request.query[name], !text.isEmpty else { return `default` }
        guard let integer = Int64(text), range.contains(integer) else { throw .invalidBody }
        return integer
    }
}

/// A list of projects with Keystone's links.
package struct ProjectList: JSONWritable {
    var projects: [Project]
    var account: Account
    var path: String
    var baseURL: String
    /// Whether the list tells the pages before and behind it.
    var isPaged: Bool

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.object("links") {
                if isPaged {
                    $0.key("next")
                    $0.null()
                    $0.key("previous")
                    $0.null()
                }
                $0.member("self", "\(baseURL)\(path)")
            }
            $0.array("projects", projects) { json, project in
                json.object {
                    $0.member("description", "")
                    $0.member("domain_id", account.domainID)
                    $0.member("enabled", true)
                    $0.member("id", project.id)
                    $0.member("is_domain", false)
                    $0.object("links") { $0.member("self", "\(baseURL)/v3/projects/\(project.id)") }
                    $0.member("name", project.name)
                    $0.member("parent_id", account.domainID)
                }
            }
        }
    }
}
