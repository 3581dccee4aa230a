import TelepoolSQL

/// A key that requests are signed with.
package struct AccessKey: Sendable, Equatable {
    package var id: String
    package var account: AccountID
    package var user: UserID
    /// The role of the key's user.
    package var role: Role
    /// The secret, sealed under the server's master key.
    package var sealedSecret: [UInt8]
}

/// A key together with its secret in clear, which is shown once and kept nowhere.
package struct IssuedAccessKey: Sendable, Equatable {
    package var id: String
    package var secret: String

    package init(id: String, secret: String) {
        self.id = id
        self.secret = secret
    }
}

/// The access keys of all accounts: a key is looked up before it is known whose it is.
package struct AccessKeys {
    let scope: SystemScope

    package func find(id: String) throws -> AccessKey? {
        try scope.transaction.first(
            """
            SELECT k.id, k.account_id, k.user_id, u.role, k.sealed_secret FROM access_keys k
            JOIN users u ON u.account_id = k.account_id AND u.id = k.user_id
            WHERE k.id = \(id)
            """
        ) {
            AccessKey(
                id: $0.text(0), account: AccountID($0.integer(1)), user: UserID($0.text(2)),
                role: Role(stored: $0.text(3)), sealedSecret: $0.bytes(4))
        }
    }

    /// The ids of a user's keys, oldest first.
    package func ids(of user: UserID, in account: AccountID) throws -> [String] {
        try scope.transaction.rows(
            "SELECT id FROM access_keys WHERE account_id = \(account) AND user_id = \(user) ORDER BY created_at, id"
        ) { $0.text(0) }
    }

    /// Makes a key for a user. This is the only time that its secret can be seen.
    package func issue(to user: UserID, in account: AccountID) throws -> IssuedAccessKey {
        let identifiers = scope.environment.identifiers
        let key = IssuedAccessKey(id: identifiers.accessKeyID(), secret: identifiers.secretAccessKey())
        try create(key, for: user, in: account)
        return key
    }

    /// Takes a key that was made elsewhere.
    package func create(_ key: IssuedAccessKey, for user: UserID, in account: AccountID) throws {
        try scope.transaction.execute(
            """
            INSERT INTO access_keys (id, account_id, user_id, sealed_secret, created_at)
            VALUES (\(key.id), \(account), \(user), \(try scope.environment.seal(key.secret, key.id)), \(scope.now))
            """)
        scope.trail.created(.init(.accessKey, key.id), ["user": .plain(user)])
    }

    /// Replaces the secret of a key.
    package func setSecret(of key: IssuedAccessKey) throws {
        let sealed = try scope.environment.seal(key.secret, key.id)
        try scope.transaction.execute("UPDATE access_keys SET sealed_secret = \(sealed) WHERE id = \(key.id)")
        scope.trail.changed(.init(.accessKey, key.id), from: [:], to: ["secret": .plain("changed")])
    }

    package func delete(id: String) throws {
        try scope.transaction.execute("DELETE FROM access_keys WHERE id = \(id)")
        scope.trail.deleted(.init(.accessKey, id), [:])
    }
}
