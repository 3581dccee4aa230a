import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// `GET /v3/auth/projects`: the projects that the caller may use (`reference/huawei-gsl.md`, 2.3).
package struct KeystoneListAuthProjects: IAMOperation {
    package static let route = Route(.get, "/v3/auth/projects")
    package static let access = Access.read(.reader)

    private var baseURL: String

    package init(_ request: RESTRequest) throws(IAMError) {
        baseURL = request.baseURL
    }

    package func perform(in scope: TenantScope) throws -> ProjectList {
        ProjectList(
            projects: try scope.projects.all(), account: try scope.ownAccount(), path: Self.route.pattern,
            baseURL: baseURL, isPaged: false)
    }
}
