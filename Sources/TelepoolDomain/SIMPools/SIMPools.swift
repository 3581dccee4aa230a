import TelepoolSQL
package import TelepoolTime

/// The forward pools of an account.
///
/// A pool has a row for each cycle from its first to the last one in which something changed. A later cycle shows the
/// members of that last row and no usage; the first change in it writes its row.
package struct SIMPools {
    /// How long the list of a pool's orders may be, in characters (`reference/huawei-gsl.md`, 4.1.2).
    package static let longestOrderList = 400

    let scope: TenantScope

    /// Makes a pool of whole orders.
    ///
    /// - Parameter since: when the pool begins; its members' usage counts from the beginning of the cycle then running.
    /// - Throws: ``DomainError/unknownOrder(_:)``, ``DomainError/orderInPool(_:_:)``,
    ///   ``DomainError/mixedPricePlans(_:)``, ``DomainError/tooManyOrders(limit:)``,
    ///   ``DomainError/futurePoolStart(_:)``, ``DomainError/backwardPoolOfOtherCarrier(_:)``,
    ///   ``DomainError/quotaExceeded(_:limit:)``.
    /// - Precondition: `orderIDs` are different and at least one.
    package func create(
        name: String, kind: SIMPoolKind = .forward, policy: SIMPoolPolicy = .suspend, orders orderIDs: [OrderID],
        since: Timestamp? = nil
    ) throws -> SIMPoolID {
        let plan = try commonPlan(of: orderIDs)
        try checkQuota()
        guard kind == .forward || plan.carrier == .telecom else {
            throw DomainError.backwardPoolOfOtherCarrier(plan.carrier)
        }
        let orderList = orderIDs.map(\.description).joined(separator: ",")
        guard orderList.count <= Self.longestOrderList else {
            throw DomainError.tooManyOrders(limit: Self.longestOrderList)
        }
        let first = plan.carrier.cycle(at: since ?? scope.now)
        let current = plan.carrier.cycle(at: scope.now)
        guard first <= current else { throw DomainError.futurePoolStart(first) }

        let id = SIMPoolID(scope.environment.identifiers.number())
        try scope.transaction.execute(
            """
            INSERT INTO sim_pools
            (account_id, id, name, kind, policy, price_plan_id, carrier, status, first_cycle, last_cycle, order_id,
             order_ids, created_at)
            VALUES (\(scope.account), \(id), \(name), \(kind.rawValue), \(policy.rawValue), \(plan.id),
                    \(plan.carrier.rawValue), \(SIMPoolStatus.inUse.rawValue), \(first), \(current), \(orderIDs[0]),
                    \(orderList), \(scope.now))
            """)
        try addToTotal(kind: kind, carrier: plan.carrier, first: first, status: .inUse, 1)
        try join(orderIDs, to: id, since: first)
        try insertHistory(of: id, orders: orderIDs, cycles: first...current)
        try updateLimit(of: id)
        scope.trail.created(
            .init(.simPool, id),
            [
                "name": .text(name), "kind": .plain(kind.rawValue), "policy": .plain(policy.rawValue),
                "orders": .plain(orderList), "first_cycle": .plain(first),
            ])
        return id
    }

    /// The records that match: pools of one kind in the order of their ids, the cycles of each from the latest back (Q3).
    ///
    /// - Parameters:
    ///   - offset: how many records to leave out, at least 0.
    ///   - limit: how many records to give at most, at least 1.
    package func list(_ filter: SIMPoolFilter, offset: Int64, limit: Int64) throws -> Page<SIMPoolCycle> {
        Page(elements: try records(filter, offset: offset, limit: limit), total: try count(filter))
    }
}

// MARK: - Changes

extension SIMPools {
    /// Counts cards as members from the cycle on that runs now; cycles that are over stay as they were.
    func addMembers(_ counts: MemberCounts, to id: SIMPoolID) throws {
        guard counts != MemberCounts([:]), let current = try extend(id)?.upperBound else { return }
        try scope.transaction.execute(
            """
            UPDATE sim_pool_cycles
            SET activated = activated + \(counts.activated), inactive = inactive + \(counts.inactive),
                disassembled = disassembled + \(counts.disassembled), modified_at = \(scope.now)
            WHERE account_id = \(scope.account) AND sim_pool_id = \(id) AND cycle = \(current)
            """)
        try updateLimit(of: id)
    }

    /// Adds usage to one cycle of a pool; usage from before the pool's first cycle is not the pool's.
    func addUsage(_ used: DataAmount, in cycle: BillingCycle, to id: SIMPoolID) throws {
        try extend(id)
        try scope.transaction.execute(
            """
            UPDATE sim_pool_cycles SET used_bytes = used_bytes + \(used), modified_at = \(scope.now)
            WHERE account_id = \(scope.account) AND sim_pool_id = \(id) AND cycle = \(cycle)
            """)
        try updateLimit(of: id)
    }

    /// Stops the cards of a pool for the rest of the cycle when it has used what it has, and lets them work again when it
    /// has more. It is said once for all cards, so it costs the same for any number of them.
    func updateLimit(of id: SIMPoolID) throws {
        try scope.transaction.execute(
            """
            UPDATE sim_pools SET limited_in =
            (SELECT c.cycle FROM sim_pool_cycles c
             JOIN price_plans pl ON pl.account_id = sim_pools.account_id AND pl.id = sim_pools.price_plan_id
             WHERE c.account_id = sim_pools.account_id AND c.sim_pool_id = sim_pools.id
              AND c.cycle = sim_pools.last_cycle AND sim_pools.policy = \(SIMPoolPolicy.suspend.rawValue)
              AND c.used_bytes > 0 AND c.used_bytes >= c.activated * pl.monthly_bytes + c.added_bytes)
            WHERE account_id = \(scope.account) AND id = \(id) AND kind = \(SIMPoolKind.forward.rawValue)
            """)
    }

    /// Writes the rows of the cycles that have begun since the last change, each with the members of the one before.
    ///
    /// - Returns: the cycles of the pool, from its first to the one that runs now; `nil` where there is no such pool.
    @discardableResult
    func extend(_ id: SIMPoolID) throws -> ClosedRange<BillingCycle>? {
        let found = try scope.transaction.first(
            """
            SELECT carrier, first_cycle, last_cycle FROM sim_pools WHERE account_id = \(scope.account) AND id = \(id)
            """
        ) {
            (
                carrier: Carrier(stored: $0.integer(0)), first: BillingCycle(index: $0.integer(1)),
                last: BillingCycle(index: $0.integer(2))
            )
        }
        guard let (carrier, first, last) = found else { return nil }
        let current = carrier.cycle(at: scope.now)
        guard last < current else { return first...last }
        for cycle in (last.advanced(by: 1)...current).indices {
            try scope.transaction.execute(
                """
                INSERT INTO sim_pool_cycles
                (account_id, sim_pool_id, cycle, activated, inactive, disassembled, used_bytes, modified_at)
                SELECT account_id, sim_pool_id, \(cycle), activated, inactive, disassembled, 0,
                       \(carrier.start(of: cycle))
                FROM sim_pool_cycles WHERE account_id = \(scope.account) AND sim_pool_id = \(id) AND cycle = \(last)
                """)
        }
        try scope.transaction.execute(
            """
            UPDATE sim_pools SET last_cycle = \(current), limited_in = NULL
            WHERE account_id = \(scope.account) AND id = \(id)
            """)
        return first...current
    }

    private func checkQuota() throws {
        guard let limit = try scope.ownAccount().quota.simPools else { return }
        let count = try scope.transaction.first(
            "SELECT count(*) FROM sim_pools WHERE account_id = \(scope.account)"
        ) { $0.integer(0) }
        guard count ?? 0 < limit else { throw DomainError.quotaExceeded(.simPools, limit: limit) }
    }

    func commonPlan(of orderIDs: [OrderID]) throws -> PricePlan {
        let orders = try orderIDs.map { id in
            guard let order = try scope.orders.find(id) else { throw DomainError.unknownOrder(id) }
            if let pool = order.pool { throw DomainError.orderInPool(id, pool) }
            return order
        }
        guard let plan = orders.first?.pricePlan else { preconditionFailure("a pool is made of at least one order") }
        let others = orders.map(\.pricePlan.id).filter { $0 != plan.id }
        guard others.isEmpty else { throw DomainError.mixedPricePlans([plan.id] + others) }
        return plan
    }

    /// Writes the rows of a new pool from what is known of its cards: when each was activated, what each has used.
    private func insertHistory(of id: SIMPoolID, orders: [OrderID], cycles: ClosedRange<BillingCycle>) throws {
        var lives: [CardLife: Int64] = [:]
        try scope.transaction.forEachRow(
            """
            SELECT activated_from, disassembled_from, count(*) FROM sim_cards
            WHERE account_id = \(scope.account) AND order_id IN (\(orders)) GROUP BY activated_from, disassembled_from
            """
        ) {
            let life = CardLife(
                activatedFrom: $0.optionalInteger(0).map(BillingCycle.init(index:)),
                disassembledFrom: $0.optionalInteger(1).map(BillingCycle.init(index:)))
            lives[life] = $0.integer(2)
            return true
        }
        var used: [BillingCycle: Int64] = [:]
        try scope.transaction.forEachRow(
            """
            SELECT u.cycle, sum(u.used_bytes) FROM sim_cards s
            JOIN sim_card_cycles u ON u.account_id = s.account_id AND u.sim_card_id = s.id
            WHERE s.account_id = \(scope.account) AND s.order_id IN (\(orders)) AND u.cycle >= \(cycles.lowerBound)
            GROUP BY u.cycle
            """
        ) {
            used[BillingCycle(index: $0.integer(0))] = $0.integer(1)
            return true
        }
        for cycle in cycles.indices {
            let counts = MemberCounts(lives, in: cycle)
            try scope.transaction.execute(
                """
                INSERT INTO sim_pool_cycles
                (account_id, sim_pool_id, cycle, activated, inactive, disassembled, used_bytes, modified_at)
                VALUES (\(scope.account), \(id), \(cycle), \(counts.activated), \(counts.inactive),
                        \(counts.disassembled), \(used[cycle] ?? 0), \(scope.now))
                """)
        }
    }

    func join(_ orders: [OrderID], to id: SIMPoolID, since cycle: BillingCycle) throws {
        try scope.transaction.execute(
            """
            UPDATE orders SET sim_pool_id = \(id), pool_since = \(cycle)
            WHERE account_id = \(scope.account) AND id IN (\(orders))
            """)
    }

    func addToTotal(
        kind: SIMPoolKind, carrier: Carrier, first: BillingCycle, status: SIMPoolStatus, _ change: Int64
    ) throws {
        guard change < 0 else {
            try scope.transaction.execute(
                """
                INSERT INTO sim_pool_totals (account_id, kind, carrier, first_cycle, status, pools)
                VALUES (\(scope.account), \(kind.rawValue), \(carrier.rawValue), \(first), \(status.rawValue),
                        \(change))
                ON CONFLICT (account_id, kind, carrier, first_cycle, status)
                DO UPDATE SET pools = sim_pool_totals.pools + excluded.pools
                """)
            return
        }
        try scope.transaction.execute(
            """
            UPDATE sim_pool_totals SET pools = pools + \(change)
            WHERE account_id = \(scope.account) AND kind = \(kind.rawValue) AND carrier = \(carrier.rawValue)
             AND first_cycle = \(first) AND status = \(status.rawValue)
            """)
    }
}

extension ClosedRange<BillingCycle> {
    /// Every cycle of the range.
    var indices: [BillingCycle] {
        (lowerBound.index...upperBound.index).map(BillingCycle.init(index:))
    }
}
