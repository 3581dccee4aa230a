package import TelepoolDomain
package import TelepoolJSON
import TelepoolTime

/// The body that describes a token, on issue and on validation (`reference/huawei-gsl.md`, 2.1).
package struct IAMTokenBody: JSONWritable {
    package var token: Token
    /// Where the services are found; `nil` to leave the catalogue empty.
    package var baseURL: String?

    package init(token: Token, baseURL: String?) {
        self.token = token
        self.baseURL = baseURL
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.object("token") {
                $0.array("catalog", baseURL.map(Self.services) ?? []) { json, service in service.write(to: &json) }
                $0.member("expires_at", iamTime: token.expiresAt)
                $0.member("issued_at", iamTime: token.issuedAt)
                $0.array("methods", ["password"]) { json, method in json.string(method) }
                if let project = token.project {
                    $0.object("project") {
                        writeDomain(to: &$0)
                        $0.member("id", project.id)
                        $0.member("name", project.name)
                    }
                } else {
                    writeDomain(to: &$0)
                }
                $0.array("roles", [token.user.role.iamName]) { json, name in
                    json.object {
                        $0.member("id", "0")
                        $0.member("name", name)
                    }
                }
                $0.object("user") {
                    writeDomain(to: &$0)
                    $0.member("id", token.user.id.rawValue)
                    $0.member("name", token.user.name)
                    $0.member("password_expires_at", "")
                }
            }
        }
    }

    private func writeDomain(to json: inout JSONWriter) {
        json.object("domain") {
            $0.member("id", token.account.domainID)
            $0.member("name", token.account.name)
        }
    }

    /// `identity` is what plain Keystone clients look for, `iam` what Huawei Cloud calls the same.
    private static func services(at baseURL: String) -> [Service] {
        [
            Service(id: "gsl", name: "gsl", type: "gsl", url: "\(baseURL)/v1"),
            Service(id: "iam", name: "iam", type: "iam", url: "\(baseURL)/v3.0"),
            Service(id: "identity", name: "keystone", type: "identity", url: "\(baseURL)/v3"),
        ]
    }
}

/// An entry of the catalogue.
private struct Service {
    var id: String
    var name: String
    var type: String
    var url: String

    func write(to json: inout JSONWriter) {
        json.object {
            $0.array("endpoints", [url]) { json, url in
                json.object {
                    $0.member("id", id)
                    $0.member("interface", "public")
                    $0.member("region", Accounts.region)
                    $0.member("region_id", Accounts.region)
                    $0.member("url", url)
                }
            }
            $0.member("id", id)
            $0.member("name", name)
            $0.member("type", type)
        }
    }
}

extension Role {
    /// What IAM calls this role; Huawei Cloud's own names for full and for reading access.
    fileprivate var iamName: String {
        switch self {
        case .administrator, .manager: "te_admin"
        case .metering: "metering"
        case .reader: "readonly"
        }
    }
}
