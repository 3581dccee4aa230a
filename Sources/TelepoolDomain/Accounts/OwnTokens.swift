import TelepoolSQL
package import TelepoolTime

/// What is told of a token, which is not the token.
package struct TokenSummary: Sendable, Equatable {
    /// The SHA-256 of the token.
    package var digest: [UInt8]
    package var user: UserID
    package var issuedAt: Timestamp
    package var expiresAt: Timestamp
}

/// The tokens of one account, as those who manage it see them.
package struct OwnTokens {
    let scope: TenantScope

    /// Tokens, expired or not, in the order of their digests.
    ///
    /// - Parameter user: whose tokens; `nil` for everybody's.
    package func list(of user: UserID?, after digest: [UInt8], limit: Int64) throws -> [TokenSummary] {
        var condition: SQLStatement = "account_id = \(scope.account) AND digest > \(digest)"
        if let user { condition += " AND user_id = \(user)" }
        return try scope.transaction.rows(
            "SELECT digest, user_id, issued_at, expires_at FROM tokens WHERE \(condition) ORDER BY digest LIMIT \(limit)"
        ) {
            TokenSummary(
                digest: $0.bytes(0), user: UserID($0.text(1)), issuedAt: Timestamp(milliseconds: $0.integer(2)),
                expiresAt: Timestamp(milliseconds: $0.integer(3)))
        }
    }

    /// Ends a token before its time.
    ///
    /// - Throws: ``AccessError/unknownToken``, ``AccessError/isOfAdministrator``.
    package func revoke(_ digest: [UInt8]) throws {
        let user = try scope.transaction.first(
            "SELECT user_id FROM tokens WHERE account_id = \(scope.account) AND digest = \(digest)"
        ) { UserID($0.text(0)) }
        guard let user else { throw DomainError.access(.unknownToken) }
        _ = try scope.users.findManageable(user)
        try scope.system.tokens.revoke(digest: digest)
    }

    /// Ends all tokens of a user, and with them the temporary keys that were made for some.
    package func revoke(of user: UserID) throws {
        try scope.transaction.execute(
            "DELETE FROM tokens WHERE account_id = \(scope.account) AND user_id = \(user)")
        try scope.transaction.execute(
            """
            DELETE FROM access_keys
            WHERE account_id = \(scope.account) AND user_id = \(user) AND session_digest IS NOT NULL
            """)
        scope.trail.changed(.init(.user, user), from: [:], to: ["tokens": .plain("revoked")])
    }
}
