import TelepoolDomain
package import TelepoolJSON

/// A new user with an access key, whose secret is shown this once.
package struct IssuedKeyResponse: OperatorResponse {
    package static let schema = JSONSchema.object([
        "account": .object(["name": .string, "domain_id": .string.about("What IAM calls the account.")]),
        "user": .object(["id": .string, "name": .string, "role": .choice(Role.allCases.map(\.rawValue))]),
        "access_key_id": .string, "secret_access_key": .string,
    ]).named("IssuedKey")

    var account: Account
    var user: User
    var key: IssuedAccessKey

    /// Creates the user and the key.
    init(account: Account, user name: String, role: Role, in scope: TenantScope) throws {
        self.account = account
        user = try scope.users.create(name: name, role: role, passwordHash: nil)
        key = try scope.system.accessKeys.issue(to: user.id, in: account.id)
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.object("account") {
                $0.member("name", account.name)
                $0.member("domain_id", account.domainID)
            }
            $0.object("user") {
                $0.member("id", user.id.rawValue)
                $0.member("name", user.name)
                $0.member("role", user.role.rawValue)
            }
            $0.member("access_key_id", key.id)
            $0.member("secret_access_key", key.secret)
        }
    }
}
