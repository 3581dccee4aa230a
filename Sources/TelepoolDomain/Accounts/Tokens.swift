import TelepoolSQL
package import TelepoolTime

/// A token that stands for a user for a while (IAM, `X-Auth-Token`). The token itself is not kept, only its digest.
package struct Token: Sendable, Equatable {
    /// SHA-256 of the token.
    package var digest: [UInt8]
    package var account: Account
    package var user: User
    /// The project that the token was issued for; `nil` where it was issued for the whole account.
    package var project: Project?
    package var issuedAt: Timestamp
    package var expiresAt: Timestamp

    package init(
        digest: [UInt8], account: Account, user: User, project: Project?, issuedAt: Timestamp, expiresAt: Timestamp
    ) {
        self.digest = digest
        self.account = account
        self.user = user
        self.project = project
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
    }
}

/// The tokens of all accounts: a token is looked up before it is known whose it is.
package struct Tokens {
    let scope: SystemScope

    package func create(_ token: Token) throws {
        try scope.transaction.execute(
            """
            INSERT INTO tokens (digest, account_id, user_id, project_id, issued_at, expires_at)
            VALUES (\(token.digest), \(token.account.id), \(token.user.id), \(token.project?.id), \(token.issuedAt),
                    \(token.expiresAt))
            """)
        scope.trail.created(.init(.token, "-"), ["user": .plain(token.user.id), "expires": .plain(token.expiresAt)])
    }

    /// The token with this digest, expired or not, unless its user or account is disabled; expired ones are swept some
    /// time later.
    package func find(digest: [UInt8]) throws -> Token? {
        try scope.transaction.first(
            """
            SELECT t.account_id, a.domain_id, a.name, u.id, u.name, u.role, p.id, p.name, t.issued_at, t.expires_at,
                a.max_requests_per_second, a.max_records_per_second
            FROM tokens t
            JOIN accounts a ON a.id = t.account_id
            JOIN users u ON u.account_id = t.account_id AND u.id = t.user_id
            LEFT JOIN projects p ON p.account_id = t.account_id AND p.id = t.project_id
            WHERE t.digest = \(digest) AND u.is_enabled = 1 AND a.is_enabled = 1
            """
        ) {
            Token(
                digest: digest,
                account: Account(
                    id: AccountID($0.integer(0)), domainID: $0.text(1), name: $0.text(2),
                    quota: Quota(
                        requestsPerSecond: $0.optionalInteger(10), recordsPerSecond: $0.optionalInteger(11))),
                user: User(id: UserID($0.text(3)), name: $0.text(4), role: Role(stored: $0.text(5)), passwordHash: nil),
                project: $0.isNull(6) ? nil : Project(id: $0.text(6), name: $0.text(7)),
                issuedAt: Timestamp(milliseconds: $0.integer(8)), expiresAt: Timestamp(milliseconds: $0.integer(9)))
        }
    }

    /// Ends a token before its time.
    package func revoke(digest: [UInt8]) throws {
        try scope.transaction.execute("DELETE FROM tokens WHERE digest = \(digest)")
        scope.trail.deleted(.init(.token, "-"), [:])
    }
}
