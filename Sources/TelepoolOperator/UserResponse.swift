import TelepoolDomain
package import TelepoolJSON

/// A user of an account.
package struct UserResponse: OperatorResponse {
    package static let schema = JSONSchema.object([
        "id": .string, "name": .string, "role": .choice(Role.allCases.map(\.rawValue)), "enabled": .boolean,
        "has_password": .boolean,
    ]).named("User")

    var user: User

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("id", user.id.rawValue)
            $0.member("name", user.name)
            $0.member("role", user.role.rawValue)
            $0.member("enabled", user.isEnabled)
            $0.member("has_password", user.passwordHash != nil)
        }
    }
}

extension Input<UserID> {
    static var user: Input { Input("user_id", .id, "The user.") }
}

extension Input<UserID?> {
    static var ofUser: Input { Input(optional: "user_id", .id, "Only what is this user's.") }
}

extension Input<String> {
    /// What the page of a list begins behind; empty for its beginning.
    static func after(_ what: String) -> Input {
        Input("after", .anyText, default: "", "\(what) that the page begins behind.")
    }
}

extension Kind<Role> {
    static let role = Kind.choice(Role.allCases.map { ($0.rawValue, $0) })
}
