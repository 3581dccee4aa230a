package import TelepoolSQL
package import TelepoolTime

/// One transaction on behalf of the server itself: finding out who calls, setting up accounts, sweeping.
package struct SystemScope {
    package let now: Timestamp
    package let transaction: any SQLTransaction
    package let environment: DomainEnvironment

    package init(transaction: any SQLTransaction, environment: DomainEnvironment, now: Timestamp? = nil) {
        self.now = now ?? environment.clock.now
        self.transaction = transaction
        self.environment = environment
    }

    /// The same transaction at the same instant, on behalf of one account.
    package func tenant(_ account: AccountID) -> TenantScope {
        TenantScope(account: account, transaction: transaction, environment: environment, now: now)
    }

    package var accessKeys: AccessKeys { AccessKeys(scope: self) }
    package var accounts: Accounts { Accounts(scope: self) }
    package var settings: Settings { Settings(scope: self) }
    package var tokens: Tokens { Tokens(scope: self) }

    /// Deletes answers and tokens whose time is over by `systemTime`, a bounded number at once.
    ///
    /// - Returns: how many rows were deleted.
    package func sweep(at systemTime: Timestamp, limit: Int = 10_000) throws -> Int {
        try transaction.execute(
            """
            DELETE FROM idempotent_answers WHERE (account_id, key) IN
            (SELECT account_id, key FROM idempotent_answers WHERE expires_at <= \(systemTime) LIMIT \(limit))
            """)
            + transaction.execute(
                """
                DELETE FROM tokens WHERE digest IN
                (SELECT digest FROM tokens WHERE expires_at <= \(systemTime) LIMIT \(limit))
                """)
    }

    /// Whether there are bindings whose time is over and that nobody has ended yet.
    package func hasDueBindings() throws -> Bool {
        try transaction.first("SELECT 1 FROM bindings WHERE is_live = 1 AND expires_at <= \(now) LIMIT 1") { _ in true }
            ?? false
    }

    /// Ends bindings whose time is over, of one account at once.
    ///
    /// - Returns: how many ended.
    package func expireBindings(limit: Int64) throws -> Int {
        let account = try transaction.first(
            "SELECT account_id FROM bindings WHERE is_live = 1 AND expires_at <= \(now) ORDER BY expires_at LIMIT 1"
        ) { AccountID($0.integer(0)) }
        return try account.map { try tenant($0).bindings.expire(limit: limit) } ?? 0
    }
}
