import TelepoolSQL
package import TelepoolTime

/// The access keys of one account, as those who manage it see them.
package struct OwnAccessKeys {
    /// So many lasting keys a user may have: the one that is in use, and the one that takes its place.
    package static let limit: Int64 = 2

    let scope: TenantScope

    /// Makes a lasting key for a user.
    ///
    /// - Parameter expiresAt: by the system's clock.
    /// - Throws: ``AccessError/unknownUser(_:)``, ``AccessError/isOfAdministrator``,
    ///   ``AccessError/tooManyAccessKeys(limit:)``.
    package func issue(
        to user: UserID, limits: KeyLimits, expiresAt: Timestamp?
    ) throws -> IssuedAccessKey {
        _ = try scope.users.findManageable(user)
        let count = try scope.transaction.first(
            """
            SELECT count(*) FROM access_keys
            WHERE account_id = \(scope.account) AND user_id = \(user) AND session_digest IS NULL
            """
        ) { $0.integer(0) }
        guard count ?? 0 < Self.limit else { throw DomainError.access(.tooManyAccessKeys(limit: Self.limit)) }
        return try scope.system.accessKeys.issue(to: user, in: scope.account, limits: limits, expiresAt: expiresAt)
    }

    /// Keys in the order of their ids.
    ///
    /// - Parameter user: whose keys; `nil` for everybody's.
    package func list(of user: UserID?, after id: String, limit: Int64) throws -> [AccessKeySummary] {
        var condition: SQLStatement = "account_id = \(scope.account) AND id > \(id)"
        if let user { condition += " AND user_id = \(user)" }
        return try select("\(condition) ORDER BY id LIMIT \(limit)")
    }

    package func find(_ id: String) throws -> AccessKeySummary? {
        try select("account_id = \(scope.account) AND id = \(id)").first
    }

    /// Changes what a key may be used for. What is `nil` stays as it is.
    ///
    /// - Throws: ``AccessError/unknownAccessKey(_:)``, ``AccessError/isOfAdministrator``.
    package func update(_ id: String, isEnabled: Bool?, limits: KeyLimits?) throws {
        let key = try findManageable(id)
        let limits = limits ?? key.limits
        try scope.transaction.execute(
            """
            UPDATE access_keys SET is_enabled = \((isEnabled ?? key.isEnabled) ? Int64(1) : 0),
                actions = \(KeyLimits.text(limits.actions)), pools = \(KeyLimits.text(limits.pools)),
                addresses = \(KeyLimits.text(limits.addresses))
            WHERE account_id = \(scope.account) AND id = \(id)
            """)
        scope.trail.changed(
            .init(.accessKey, id), from: fields(key.isEnabled, key.limits),
            to: fields(isEnabled ?? key.isEnabled, limits))
    }

    /// - Throws: ``AccessError/unknownAccessKey(_:)``, ``AccessError/isOfAdministrator``.
    package func delete(_ id: String) throws {
        try scope.system.accessKeys.delete(id: try findManageable(id).id)
    }

    private func fields(_ isEnabled: Bool, _ limits: KeyLimits) -> AuditTrail.Fields {
        [
            "enabled": .plain(isEnabled), "actions": .plain(KeyLimits.text(limits.actions)),
            "pools": .plain(KeyLimits.text(limits.pools)), "addresses": .plain(KeyLimits.text(limits.addresses)),
        ]
    }

    private func findManageable(_ id: String) throws -> AccessKeySummary {
        guard let key = try find(id) else { throw DomainError.access(.unknownAccessKey(id)) }
        _ = try scope.users.findManageable(key.user)
        return key
    }

    private func select(_ condition: SQLStatement) throws -> [AccessKeySummary] {
        try scope.transaction.rows(
            """
            SELECT id, user_id, is_enabled, actions, pools, addresses, expires_at, created_at, session_digest
            FROM access_keys WHERE \(condition)
            """
        ) {
            AccessKeySummary(
                id: $0.text(0), user: UserID($0.text(1)), isEnabled: $0.integer(2) == 1,
                limits: KeyLimits(actions: $0.text(3), pools: $0.text(4), addresses: $0.text(5)),
                expiresAt: $0.optionalInteger(6).map(Timestamp.init(milliseconds:)),
                createdAt: Timestamp(milliseconds: $0.integer(7)), isTemporary: !$0.isNull(8))
        }
    }
}
