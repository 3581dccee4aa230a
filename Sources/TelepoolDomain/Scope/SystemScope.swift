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

    /// An account with bindings whose time is over and that nobody has ended yet, or with numbers that were held long
    /// enough.
    package func accountWithDueBindings() throws -> AccountID? {
        let due: [SQLStatement] = [
            "SELECT account_id FROM bindings WHERE is_live = 1 AND expires_at <= \(now) ORDER BY expires_at LIMIT 1",
            "SELECT account_id FROM numbers WHERE held <> 0 AND held_until <= \(now) ORDER BY held_until LIMIT 1",
        ]
        for statement in due {
            if let account = try transaction.first(statement, { AccountID($0.integer(0)) }) { return account }
        }
        return nil
    }

    /// Ends bindings whose time is over and sets numbers free that were held long enough, of one account at once.
    package func expireBindings(limit: Int64) throws {
        guard let account = try accountWithDueBindings() else { return }
        try tenant(account).bindings.expire(limit: limit)
    }
}
