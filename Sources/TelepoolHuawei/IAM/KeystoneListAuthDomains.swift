import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// `GET /v3/auth/domains`: the account of the caller (`reference/huawei-gsl.md`, 2.3).
package struct KeystoneListAuthDomains: IAMOperation {
    package static let route = Route(.get, "/v3/auth/domains")
    package static let access = Access.read(.reader)

    private var baseURL: String

    package init(_ request: RESTRequest) throws(IAMError) {
        baseURL = request.baseURL
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(account: try scope.ownAccount(), baseURL: baseURL)
    }

    package struct Response: JSONWritable {
        var account: Account
        var baseURL: String

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("domains", [account]) { json, account in
                    json.object {
                        $0.member("description", "")
                        $0.member("enabled", true)
                        $0.member("id", account.domainID)
                        $0.object("links") { $0.member("self", "\(baseURL)/v3/domains/\(account.domainID)") }
                        $0.member("name", account.name)
                    }
                }
                $0.object("links") { $0.member("self", "\(baseURL)\(KeystoneListAuthDomains.route.pattern)") }
            }
        }
    }
}
