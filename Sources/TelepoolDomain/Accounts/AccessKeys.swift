import TelepoolSQL
package import TelepoolTime

/// A key that requests are signed with.
package struct AccessKey: Sendable, Equatable {
    package var id: String
    package var account: AccountID
    package var user: UserID
    /// The role of the key's user.
    package var role: Role
    /// The secret, sealed under the server's master key.
    package var sealedSecret: [UInt8]
    /// Whether the key itself, its user and its account are enabled.
    package var isUsable: Bool
    package var limits: KeyLimits
    package var expiresAt: Timestamp?
    /// The digest of the token that has to come with the key, if it is a temporary one.
    package var sessionDigest: [UInt8]?
    /// What the account may have and do, as far as it is asked for in every call: calls and records in a second.
    package var rates: Quota
}

/// What is told of a key; its secret is not.
package struct AccessKeySummary: Sendable, Equatable {
    package var id: String
    package var user: UserID
    package var isEnabled: Bool
    package var limits: KeyLimits
    package var expiresAt: Timestamp?
    package var createdAt: Timestamp
    package var isTemporary: Bool
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
            SELECT k.id, k.account_id, k.user_id, u.role, k.sealed_secret, k.is_enabled * u.is_enabled * a.is_enabled,
                k.actions, k.pools, k.addresses, k.expires_at, k.session_digest, a.max_requests_per_second,
                a.max_records_per_second
            FROM access_keys k
            JOIN users u ON u.account_id = k.account_id AND u.id = k.user_id
            JOIN accounts a ON a.id = k.account_id
            WHERE k.id = \(id)
            """
        ) {
            AccessKey(
                id: $0.text(0), account: AccountID($0.integer(1)), user: UserID($0.text(2)),
                role: Role(stored: $0.text(3)), sealedSecret: $0.bytes(4), isUsable: $0.integer(5) == 1,
                limits: KeyLimits(actions: $0.text(6), pools: $0.text(7), addresses: $0.text(8)),
                expiresAt: $0.optionalInteger(9).map(Timestamp.init(milliseconds:)),
                sessionDigest: $0.isNull(10) ? nil : $0.bytes(10),
                rates: Quota(requestsPerSecond: $0.optionalInteger(11), recordsPerSecond: $0.optionalInteger(12)))
        }
    }

    /// Makes a key for a user. This is the only time that its secret can be seen.
    package func issue(
        to user: UserID, in account: AccountID, limits: KeyLimits = .none, expiresAt: Timestamp? = nil,
        sessionDigest: [UInt8]? = nil
    ) throws -> IssuedAccessKey {
        let identifiers = scope.environment.identifiers
        let key = IssuedAccessKey(id: identifiers.accessKeyID(), secret: identifiers.secretAccessKey())
        try create(key, for: user, in: account, limits: limits, expiresAt: expiresAt, sessionDigest: sessionDigest)
        return key
    }

    /// Takes a key that was made elsewhere.
    package func create(
        _ key: IssuedAccessKey, for user: UserID, in account: AccountID, limits: KeyLimits = .none,
        expiresAt: Timestamp? = nil, sessionDigest: [UInt8]? = nil
    ) throws {
        try scope.transaction.execute(
            """
            INSERT INTO access_keys (id, account_id, user_id, sealed_secret, created_at, actions, pools, addresses,
                expires_at, session_digest)
            VALUES (\(key.id), \(account), \(user), \(try scope.environment.seal(key.secret, key.id)), \(scope.now),
                \(KeyLimits.text(limits.actions)), \(KeyLimits.text(limits.pools)),
                \(KeyLimits.text(limits.addresses)), \(expiresAt), \(sessionDigest))
            """)
        scope.trail.created(.init(.accessKey, key.id), ["user": .plain(user)])
    }

    /// Replaces the secret of a key.
    package func setSecret(of key: IssuedAccessKey) throws {
        let sealed = try scope.environment.seal(key.secret, key.id)
        try scope.transaction.execute("UPDATE access_keys SET sealed_secret = \(sealed) WHERE id = \(key.id)")
        scope.trail.changed(.init(.accessKey, key.id), from: [:], to: ["secret": .plain("changed")])
    }

    /// Seals a secret anew, unless it was replaced meanwhile.
    package func reseal(_ id: String, from sealed: [UInt8], to secret: String) throws {
        try scope.transaction.execute(
            """
            UPDATE access_keys SET sealed_secret = \(try scope.environment.seal(secret, id))
            WHERE id = \(id) AND sealed_secret = \(sealed)
            """)
    }

    package func delete(id: String) throws {
        try scope.transaction.execute("DELETE FROM access_keys WHERE id = \(id)")
        scope.trail.deleted(.init(.accessKey, id), [:])
    }

    /// The sealed secrets of keys in the order of their ids.
    package func sealedSecrets(after id: String, limit: Int64) throws -> [(id: String, secret: [UInt8])] {
        try scope.transaction.rows(
            "SELECT id, sealed_secret FROM access_keys WHERE id > \(id) ORDER BY id LIMIT \(limit)"
        ) { ($0.text(0), $0.bytes(1)) }
    }
}
