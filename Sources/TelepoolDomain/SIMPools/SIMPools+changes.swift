import TelepoolSQL
package import TelepoolTime

/// A pool as it is now, without what it is in a cycle.
package struct SIMPool: Sendable, Equatable {
    package var id: SIMPoolID
    package var name: String
    package var kind: SIMPoolKind
    package var policy: SIMPoolPolicy
    package var pricePlan: PricePlanID
    package var carrier: Carrier
    package var status: SIMPoolStatus
    package var backStatus: BackPoolStatus
    package var firstCycle: BillingCycle
    package var orders: [OrderID]
}

/// Data that a pool got on top of its plan's, for one cycle.
package struct SIMPoolAddOn: Sendable, Equatable {
    package var id: Int64
    package var pool: SIMPoolID
    package var cycle: BillingCycle
    package var amount: DataAmount
    package var createdAt: Timestamp
}

/// What an operator does with pools.
extension SIMPools {
    package func find(_ id: SIMPoolID) throws -> SIMPool? {
        try scope.transaction.first(
            """
            SELECT name, kind, policy, price_plan_id, carrier, status, back_status, first_cycle, order_ids
            FROM sim_pools WHERE account_id = \(scope.account) AND id = \(id)
            """
        ) { row in
            guard let kind = SIMPoolKind(rawValue: row.integer(1)),
                let policy = SIMPoolPolicy(rawValue: row.integer(2)),
                let status = SIMPoolStatus(rawValue: row.integer(5)),
                let backStatus = BackPoolStatus(rawValue: row.integer(6))
            else { preconditionFailure("only known codes are written") }
            return SIMPool(
                id: id, name: row.text(0), kind: kind, policy: policy, pricePlan: PricePlanID(row.text(3)),
                carrier: Carrier(stored: row.integer(4)), status: status, backStatus: backStatus,
                firstCycle: BillingCycle(index: row.integer(7)),
                orders: row.text(8).split(separator: ",").compactMap { Int64($0).map(OrderID.init) })
        }
    }

    /// Renames a pool, or changes what happens when it has used what it has. What is `nil` stays as it is.
    ///
    /// - Throws: ``DomainError/unknownSIMPool(_:)``.
    package func update(_ id: SIMPoolID, name: String?, policy: SIMPoolPolicy?) throws {
        let pool = try existing(id)
        try scope.transaction.execute(
            """
            UPDATE sim_pools SET name = \(name ?? pool.name), policy = \((policy ?? pool.policy).rawValue)
            WHERE account_id = \(scope.account) AND id = \(id)
            """)
        try extend(id)
        try updateLimit(of: id)
        scope.trail.changed(
            .init(.simPool, id), from: ["name": .text(pool.name), "policy": .plain(pool.policy.rawValue)],
            to: ["name": .text(name ?? pool.name), "policy": .plain((policy ?? pool.policy).rawValue)])
    }

    /// Lets further whole orders join, from the cycle on that runs now.
    ///
    /// - Throws: ``DomainError/unknownSIMPool(_:)``, ``DomainError/poolDiscarded(_:)``,
    ///   ``DomainError/unknownOrder(_:)``, ``DomainError/orderInPool(_:_:)``,
    ///   ``DomainError/mixedPricePlans(_:)``, ``DomainError/tooManyOrders(limit:)``.
    /// - Precondition: `orderIDs` are different and at least one.
    package func addOrders(_ orderIDs: [OrderID], to id: SIMPoolID) throws {
        let pool = try existing(id)
        try checkTakesMembers(id)
        let plan = try commonPlan(of: orderIDs)
        guard plan.id == pool.pricePlan else { throw DomainError.mixedPricePlans([pool.pricePlan, plan.id]) }
        let orders = (pool.orders + orderIDs).map(\.description).joined(separator: ",")
        guard orders.count <= Self.longestOrderList else {
            throw DomainError.tooManyOrders(limit: Self.longestOrderList)
        }
        let current = pool.carrier.cycle(at: scope.now)
        try extend(id)
        try join(orderIDs, to: id, since: current)
        try scope.transaction.execute(
            "UPDATE sim_pools SET order_ids = \(orders) WHERE account_id = \(scope.account) AND id = \(id)")
        var cards: [SIMCardStatus: Int64] = [:]
        try scope.transaction.forEachRow(
            """
            SELECT status, sum(cards) FROM sim_card_totals
            WHERE account_id = \(scope.account) AND order_id IN (\(orderIDs)) GROUP BY status
            """
        ) { row in
            if let status = SIMCardStatus(rawValue: row.integer(0)) { cards[status] = row.integer(1) }
            return true
        }
        let used = try scope.transaction.first(
            """
            SELECT sum(u.used_bytes) FROM sim_cards s
            JOIN sim_card_cycles u ON u.account_id = s.account_id AND u.sim_card_id = s.id AND u.cycle = \(current)
            WHERE s.account_id = \(scope.account) AND s.order_id IN (\(orderIDs))
            """
        ) { $0.optionalInteger(0) ?? 0 }
        try addMembers(MemberCounts(cards), to: id)
        try addUsage(DataAmount(bytes: used ?? 0), in: current, to: id)
        scope.trail.changed(
            .init(.simPool, id),
            from: ["orders": .plain(pool.orders.map(\.description).joined(separator: ","))],
            to: ["orders": .plain(orders)])
    }

    /// Gives a forward pool more data for the cycle that runs now.
    ///
    /// - Throws: ``DomainError/unknownSIMPool(_:)``, ``DomainError/poolOfOtherKind(_:)``,
    ///   ``DomainError/poolDiscarded(_:)``.
    package func addOn(_ amount: DataAmount, to id: SIMPoolID) throws -> SIMPoolAddOn {
        let pool = try existing(id)
        guard pool.kind == .forward else { throw DomainError.poolOfOtherKind(id) }
        try checkTakesMembers(id)
        let addOn = SIMPoolAddOn(
            id: scope.environment.identifiers.number(), pool: id, cycle: pool.carrier.cycle(at: scope.now),
            amount: amount, createdAt: scope.now)
        try scope.transaction.execute(
            """
            INSERT INTO sim_pool_add_ons (account_id, id, sim_pool_id, cycle, bytes, created_at)
            VALUES (\(scope.account), \(addOn.id), \(id), \(addOn.cycle), \(amount), \(scope.now))
            """)
        try extend(id)
        try scope.transaction.execute(
            """
            UPDATE sim_pool_cycles SET added_bytes = added_bytes + \(amount), modified_at = \(scope.now)
            WHERE account_id = \(scope.account) AND sim_pool_id = \(id) AND cycle = \(addOn.cycle)
            """)
        try updateLimit(of: id)
        scope.trail.changed(
            .init(.simPool, id), from: [:],
            to: [
                "add_on": .plain(addOn.id), "cycle": .plain(addOn.cycle), "added_bytes": .plain(amount.bytes),
            ])
        return addOn
    }

    /// The add-ons of a pool, oldest first, behind one of them.
    ///
    /// - Throws: ``DomainError/unknownSIMPool(_:)``.
    package func addOns(of id: SIMPoolID, after previous: Int64, limit: Int64) throws -> [SIMPoolAddOn] {
        _ = try existing(id)
        return try scope.transaction.rows(
            """
            SELECT id, cycle, bytes, created_at FROM sim_pool_add_ons
            WHERE account_id = \(scope.account) AND sim_pool_id = \(id) AND id > \(previous) ORDER BY id LIMIT \(limit)
            """
        ) {
            SIMPoolAddOn(
                id: $0.integer(0), pool: id, cycle: BillingCycle(index: $0.integer(1)),
                amount: DataAmount(bytes: $0.integer(2)), createdAt: Timestamp(milliseconds: $0.integer(3)))
        }
    }

    /// Discards a pool whose cards are all deregistered; it takes no cards, add-ons or activations any more.
    ///
    /// - Throws: ``DomainError/unknownSIMPool(_:)``, ``DomainError/poolHasCards(_:)``.
    package func discard(_ id: SIMPoolID) throws {
        let pool = try existing(id)
        guard pool.status == .inUse else { return }
        guard try remainingCards(in: id) == 0 else { throw DomainError.poolHasCards(id) }
        try addToTotal(kind: pool.kind, carrier: pool.carrier, first: pool.firstCycle, status: .inUse, -1)
        try addToTotal(kind: pool.kind, carrier: pool.carrier, first: pool.firstCycle, status: .discarded, 1)
        try scope.transaction.execute(
            """
            UPDATE sim_pools SET status = \(SIMPoolStatus.discarded.rawValue),
             back_status = \(BackPoolStatus.discarded.rawValue), status_at = \(scope.now)
            WHERE account_id = \(scope.account) AND id = \(id)
            """)
        scope.trail.changed(
            .init(.simPool, id), from: ["status": .plain(pool.status.rawValue)],
            to: ["status": .plain(SIMPoolStatus.discarded.rawValue)])
    }

    /// Stops a backward pool, discards it, or takes it into use again.
    ///
    /// - Throws: ``DomainError/unknownSIMPool(_:)``, ``DomainError/poolOfOtherKind(_:)``.
    package func setBackStatus(_ status: BackPoolStatus, of id: SIMPoolID) throws {
        let pool = try existing(id)
        guard pool.kind == .backward else { throw DomainError.poolOfOtherKind(id) }
        guard pool.backStatus != status else { return }
        try scope.transaction.execute(
            """
            UPDATE sim_pools SET back_status = \(status.rawValue), status_at = \(scope.now)
            WHERE account_id = \(scope.account) AND id = \(id)
            """)
        scope.trail.changed(
            .init(.simPool, id), from: ["back_status": .plain(pool.backStatus.rawValue)],
            to: ["back_status": .plain(status.rawValue)])
    }

    func discardIfEmpty(_ id: SIMPoolID) throws {
        if try remainingCards(in: id) == 0 { try discard(id) }
    }

    /// Nothing can be put into a discarded pool.
    func checkTakesMembers(_ id: SIMPoolID) throws {
        guard try existing(id).status == .inUse else { throw DomainError.poolDiscarded(id) }
    }

    func existing(_ id: SIMPoolID) throws -> SIMPool {
        guard let pool = try find(id) else { throw DomainError.unknownSIMPool(id) }
        return pool
    }

    /// How many cards of the pool's orders are not deregistered.
    private func remainingCards(in id: SIMPoolID) throws -> Int64 {
        try scope.transaction.first(
            """
            SELECT sum(t.cards) FROM orders o
            JOIN sim_card_totals t ON t.account_id = o.account_id AND t.order_id = o.id
            WHERE o.account_id = \(scope.account) AND o.sim_pool_id = \(id)
             AND t.status <> \(SIMCardStatus.disassembled.rawValue)
            """
        ) { $0.optionalInteger(0) ?? 0 } ?? 0
    }
}
