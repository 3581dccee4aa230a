package import TelepoolSQL
package import TelepoolTime

/// One transaction on behalf of the server itself: finding out who calls, setting up accounts, sweeping.
package struct SystemScope {
    package let now: Timestamp
    package let transaction: any SQLTransaction
    package let environment: DomainEnvironment
    /// What this transaction has changed.
    package let trail: AuditTrail

    package init(
        transaction: any SQLTransaction, environment: DomainEnvironment, now: Timestamp? = nil,
        trail: AuditTrail = AuditTrail()
    ) {
        self.now = now ?? environment.clock.now
        self.transaction = transaction
        self.environment = environment
        self.trail = trail
    }

    /// The same transaction at the same instant, on behalf of one account.
    package func tenant(_ account: AccountID) -> TenantScope {
        TenantScope(account: account, transaction: transaction, environment: environment, now: now, trail: trail)
    }

    package var accessKeys: AccessKeys { AccessKeys(scope: self) }
    package var accounts: Accounts { Accounts(scope: self) }
    package var leases: Leases { Leases(scope: self) }
    package var monitoring: Monitoring { Monitoring(scope: self) }
    package var settings: Settings { Settings(scope: self) }
    package var tokens: Tokens { Tokens(scope: self) }

    /// An account with answers, tokens or temporary keys whose time is over by `systemTime`.
    package func accountWithExpired(at systemTime: Timestamp) throws -> AccountID? {
        let expired: [SQLStatement] = [
            "SELECT account_id FROM idempotent_answers WHERE expires_at <= \(systemTime) LIMIT 1",
            "SELECT account_id FROM tokens WHERE expires_at <= \(systemTime) LIMIT 1",
            """
            SELECT account_id FROM access_keys
            WHERE session_digest IS NOT NULL AND expires_at <= \(systemTime) LIMIT 1
            """,
        ]
        return try firstAccount(of: expired)
    }

    /// Deletes answers, tokens and temporary keys whose time is over by `systemTime`, a bounded number at once.
    ///
    /// - Returns: how many rows were deleted.
    package func sweep(at systemTime: Timestamp, limit: Int = 10_000) throws -> Int {
        try transaction.changes(
            by:
                """
                DELETE FROM idempotent_answers WHERE (account_id, key) IN
                (SELECT account_id, key FROM idempotent_answers WHERE expires_at <= \(systemTime) LIMIT \(limit))
                """)
            + transaction.changes(
                by:
                    """
                    DELETE FROM tokens WHERE digest IN
                    (SELECT digest FROM tokens WHERE expires_at <= \(systemTime) LIMIT \(limit))
                    """)
            + transaction.changes(
                by:
                    """
                    DELETE FROM access_keys WHERE id IN
                    (SELECT id FROM access_keys
                     WHERE session_digest IS NOT NULL AND expires_at <= \(systemTime) LIMIT \(limit))
                    """)
    }

    /// Carries out work orders that are due, of one account at once.
    ///
    /// - Returns: how many, at most `limit`.
    package func carryOutWorkOrders(limit: Int64) throws -> Int {
        try accountWithDueWorkOrders().map { try tenant($0).workOrders.carryOutDue(limit: limit) } ?? 0
    }

    package func accountWithDueWorkOrders() throws -> AccountID? {
        try transaction.first(
            "SELECT account_id FROM work_orders WHERE status = 3 AND due_at <= \(now) ORDER BY due_at LIMIT 1"
        ) { AccountID($0.integer(0)) }
    }

    /// Activates SIM cards whose silent period is over, of one account at once.
    ///
    /// - Returns: how many, at most `limit`.
    package func activateSilentCards(limit: Int64) throws -> Int {
        try accountWithSilentCards().map { try tenant($0).simCards.activateSilent(limit: limit) } ?? 0
    }

    package func accountWithSilentCards() throws -> AccountID? {
        try transaction.first(
            "SELECT account_id FROM sim_cards WHERE silent_until <= \(now) ORDER BY silent_until LIMIT 1"
        ) { AccountID($0.integer(0)) }
    }

    /// Lets SIM pools go into the cycle that runs now. Nothing depends on when it is done: whoever reads or writes sees a
    /// pool in the cycle that runs.
    ///
    /// - Returns: how many, at most `limit`.
    package func rollOver(limit: Int64) throws -> Int {
        let pools = try poolsBehind(limit: limit)
        for (account, pool) in pools { try tenant(account).simPools.extend(pool) }
        return pools.count
    }

    package func poolsBehind(limit: Int64) throws -> [(AccountID, SIMPoolID)] {
        var pools: [(AccountID, SIMPoolID)] = []
        for carrier in Carrier.allCases {
            pools += try transaction.rows(
                """
                SELECT account_id, id FROM sim_pools
                WHERE carrier = \(carrier.rawValue) AND last_cycle < \(carrier.cycle(at: now)) LIMIT \(limit)
                """
            ) { (AccountID($0.integer(0)), SIMPoolID($0.integer(1))) }
        }
        return Array(pools.prefix(Int(limit)))
    }

    /// Closes the cycles of SIM pools whose usage records are no longer taken.
    ///
    /// - Returns: how many, at most `limit`.
    package func closeCycles(limit: Int64) throws -> Int {
        let cycles = try cyclesToClose(limit: limit)
        for (account, pool, cycle) in cycles { try tenant(account).usage.close(pool, cycle) }
        return cycles.count
    }

    package func cyclesToClose(limit: Int64) throws -> [(AccountID, SIMPoolID, BillingCycle)] {
        var cycles: [(AccountID, SIMPoolID, BillingCycle)] = []
        for carrier in Carrier.allCases {
            cycles += try transaction.rows(
                """
                SELECT c.account_id, c.sim_pool_id, c.cycle FROM sim_pool_cycles c
                JOIN sim_pools p ON p.account_id = c.account_id AND p.id = c.sim_pool_id
                WHERE c.checksum IS NULL AND c.cycle < \(environment.usageRetention.firstCycle(of: carrier, at: now))
                 AND c.cycle < p.last_cycle AND p.carrier = \(carrier.rawValue)
                ORDER BY c.cycle, c.account_id, c.sim_pool_id LIMIT \(limit)
                """
            ) { (AccountID($0.integer(0)), SIMPoolID($0.integer(1)), BillingCycle(index: $0.integer(2))) }
        }
        return Array(cycles.prefix(Int(limit)))
    }

    /// Looks through usage records, at most `limit` of one account at once, and deletes those of closed cycles.
    ///
    /// - Returns: of how many accounts.
    package func dropClosedRecords(limit: Int64) throws -> Int {
        guard let account = try accountWithClosedRecords() else { return 0 }
        try tenant(account).usage.dropClosed(limit: limit)
        return 1
    }

    /// An account that may have usage records of closed cycles. Whoever has no records has nothing to forget.
    package func accountWithClosedRecords() throws -> AccountID? {
        try transaction.first(
            """
            SELECT a.id FROM accounts a LEFT JOIN usage_retention r ON r.account_id = a.id
            WHERE r.id IS NOT NULL
             OR ((r.kept_from IS NULL OR r.kept_from < \(environment.usageRetention.keptFrom(at: now)))
              AND EXISTS (SELECT 1 FROM usage_records u WHERE u.account_id = a.id))
            ORDER BY a.id LIMIT 1
            """
        ) { AccountID($0.integer(0)) }
    }

    /// An account with bindings whose time is over and that nobody has ended yet, or with numbers that were held long
    /// enough.
    package func accountWithDueBindings() throws -> AccountID? {
        let due: [SQLStatement] = [
            "SELECT account_id FROM bindings WHERE is_live = 1 AND expires_at <= \(now) ORDER BY expires_at LIMIT 1",
            "SELECT account_id FROM numbers WHERE held <> 0 AND held_until <= \(now) ORDER BY held_until LIMIT 1",
            "SELECT account_id FROM number_reservations WHERE expires_at <= \(now) LIMIT 1",
            "SELECT account_id FROM number_rests WHERE until <= \(now) LIMIT 1",
        ]
        return try firstAccount(of: due)
    }

    private func firstAccount(of statements: [SQLStatement]) throws -> AccountID? {
        for statement in statements {
            if let account = try transaction.first(statement, { AccountID($0.integer(0)) }) { return account }
        }
        return nil
    }

    /// Ends bindings whose time is over and sets numbers free that were held long enough, of one account at once.
    package func expireBindings(limit: Int64) throws {
        guard let account = try accountWithDueBindings() else { return }
        try tenant(account).bindings.expire(limit: limit)
        try tenant(account).numberReservations.forgetPast()
    }
}
