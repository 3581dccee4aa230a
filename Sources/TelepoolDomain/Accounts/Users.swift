import TelepoolSQL

/// Somebody, or some program, that calls on behalf of an account.
package struct User: Sendable, Equatable {
    package var id: UserID
    package var name: String
    package var role: Role
    /// A salted slow hash with its parameters; `nil` for a user who has no password and signs only.
    package var passwordHash: String?
}

/// The users of an account.
package struct Users {
    let scope: TenantScope

    /// - Throws: ``DomainError/userExists(_:)``.
    package func create(name: String, role: Role, passwordHash: String?) throws -> User {
        let user = User(
            id: UserID(scope.environment.identifiers.hexadecimal()), name: name, role: role, passwordHash: passwordHash)
        let inserted = try scope.transaction.changes(
            by:
                """
                INSERT INTO users (account_id, id, name, role, password_hash, created_at)
                VALUES (\(scope.account), \(user.id), \(name), \(role.rawValue), \(passwordHash), \(scope.now))
                ON CONFLICT DO NOTHING
                """)
        guard inserted == 1 else { throw DomainError.userExists(name) }
        scope.trail.created(.init(.user, user.id), ["name": .text(name), "role": .plain(role.rawValue)])
        return user
    }

    package func find(name: String) throws -> User? {
        try first("name = \(name)")
    }

    package func find(id: UserID) throws -> User? {
        try first("id = \(id)")
    }

    /// - Throws: ``DomainError/userExists(_:)``.
    package func rename(_ id: UserID, to name: String) throws {
        guard try find(name: name) == nil else { throw DomainError.userExists(name) }
        try scope.transaction.execute(
            "UPDATE users SET name = \(name) WHERE account_id = \(scope.account) AND id = \(id)")
        scope.trail.changed(.init(.user, id), from: [:], to: ["name": .text(name)])
    }

    /// Replaces the password; tokens that were issued for the old one end with it.
    package func setPasswordHash(_ hash: String, of user: UserID) throws {
        try scope.transaction.execute(
            "UPDATE users SET password_hash = \(hash) WHERE account_id = \(scope.account) AND id = \(user)")
        try scope.transaction.execute("DELETE FROM tokens WHERE account_id = \(scope.account) AND user_id = \(user)")
        scope.trail.changed(.init(.user, user), from: [:], to: ["password": .plain("changed")])
    }

    private func first(_ condition: SQLStatement) throws -> User? {
        try scope.transaction.first(
            "SELECT id, name, role, password_hash FROM users WHERE account_id = \(scope.account) AND \(condition)"
        ) {
            User(
                id: UserID($0.text(0)), name: $0.text(1), role: Role(stored: $0.text(2)),
                passwordHash: $0.optionalText(3))
        }
    }
}

extension Role {
    /// A role as the schema keeps it; its check admits no other text.
    init(stored text: String) {
        guard let role = Role(rawValue: text) else { preconditionFailure("the schema admits known roles only") }
        self = role
    }
}
