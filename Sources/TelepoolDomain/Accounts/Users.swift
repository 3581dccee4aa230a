import TelepoolSQL

/// Somebody, or some program, that calls on behalf of an account.
package struct User: Sendable, Equatable {
    package var id: UserID
    package var name: String
    package var role: Role
    /// A salted slow hash with its parameters; `nil` for a user who has no password and signs only.
    package var passwordHash: String?
    /// Whether the user may call.
    package var isEnabled = true
}

/// The users of an account.
package struct Users {
    let scope: TenantScope

    /// - Throws: ``AccessError/userExists(_:)``.
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
        guard inserted == 1 else { throw DomainError.access(.userExists(name)) }
        scope.trail.created(.init(.user, user.id), ["name": .text(name), "role": .plain(role.rawValue)])
        return user
    }

    package func find(name: String) throws -> User? {
        try first("name = \(name)")
    }

    package func find(id: UserID) throws -> User? {
        try first("id = \(id)")
    }

    /// - Throws: ``AccessError/userExists(_:)``.
    package func rename(_ id: UserID, to name: String) throws {
        guard try find(name: name) == nil else { throw DomainError.access(.userExists(name)) }
        try scope.transaction.execute(
            "UPDATE users SET name = \(name) WHERE account_id = \(scope.account) AND id = \(id)")
        scope.trail.changed(.init(.user, id), from: [:], to: ["name": .text(name)])
    }

    /// Users in the order of their names.
    package func list(after name: String, limit: Int64) throws -> [User] {
        try select("name > \(name) ORDER BY name LIMIT \(limit)")
    }

    /// Changes what a user may do. What is `nil` stays as it is. Tokens of a user who is disabled end for good; keys can be
    /// used again when the user is enabled again.
    ///
    /// - Throws: ``AccessError/unknownUser(_:)``, ``AccessError/isOfAdministrator``, ``AccessError/isRoot``.
    package func update(_ id: UserID, role: Role?, isEnabled: Bool?) throws {
        let user = try findManageable(id)
        let (role, isEnabled) = (role ?? user.role, isEnabled ?? user.isEnabled)
        guard role != .administrator || scope.isAdministrator else { throw DomainError.access(.isOfAdministrator) }
        guard try !isRoot(id) || (role == user.role && isEnabled) else { throw DomainError.access(.isRoot) }
        try scope.transaction.execute(
            """
            UPDATE users SET role = \(role.rawValue), is_enabled = \(isEnabled ? Int64(1) : 0)
            WHERE account_id = \(scope.account) AND id = \(id)
            """)
        scope.trail.changed(
            .init(.user, id), from: ["role": .plain(user.role.rawValue), "enabled": .plain(user.isEnabled)],
            to: ["role": .plain(role.rawValue), "enabled": .plain(isEnabled)])
        if !isEnabled { try scope.tokens.revoke(of: id) }
    }

    /// Deletes a user with keys and tokens.
    ///
    /// - Throws: ``AccessError/unknownUser(_:)``, ``AccessError/isOfAdministrator``, ``AccessError/isRoot``.
    package func delete(_ id: UserID) throws {
        let user = try findManageable(id)
        guard try !isRoot(id) else { throw DomainError.access(.isRoot) }
        for table: SQLStatement in ["tokens", "access_keys"] {
            try scope.transaction.execute(
                "DELETE FROM \(table) WHERE account_id = \(scope.account) AND user_id = \(id)")
        }
        try scope.transaction.execute("DELETE FROM users WHERE account_id = \(scope.account) AND id = \(id)")
        scope.trail.deleted(
            .init(.user, id), ["name": .text(user.name), "role": .plain(user.role.rawValue)])
    }

    /// A user whom the caller may change.
    ///
    /// - Throws: ``AccessError/unknownUser(_:)``, ``AccessError/isOfAdministrator``.
    package func findManageable(_ id: UserID) throws -> User {
        guard let user = try find(id: id) else { throw DomainError.access(.unknownUser(id)) }
        guard user.role != .administrator || scope.isAdministrator else {
            throw DomainError.access(.isOfAdministrator)
        }
        return user
    }

    /// Whether it is the user that was there first, who can always call.
    private func isRoot(_ id: UserID) throws -> Bool {
        try scope.system.settings[Settings.rootUser].map { $0.elementsEqual(id.rawValue.utf8) } ?? false
    }

    /// Replaces the password; tokens that were issued for the old one end with it.
    package func setPasswordHash(_ hash: String, of user: UserID) throws {
        try scope.transaction.execute(
            "UPDATE users SET password_hash = \(hash) WHERE account_id = \(scope.account) AND id = \(user)")
        try scope.tokens.revoke(of: user)
        scope.trail.changed(.init(.user, user), from: [:], to: ["password": .plain("changed")])
    }

    private func first(_ condition: SQLStatement) throws -> User? {
        try select(condition).first
    }

    private func select(_ condition: SQLStatement) throws -> [User] {
        try scope.transaction.rows(
            """
            SELECT id, name, role, password_hash, is_enabled FROM users
            WHERE account_id = \(scope.account) AND \(condition)
            """
        ) {
            User(
                id: UserID($0.text(0)), name: $0.text(1), role: Role(stored: $0.text(2)),
                passwordHash: $0.optionalText(3), isEnabled: $0.integer(4) == 1)
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
