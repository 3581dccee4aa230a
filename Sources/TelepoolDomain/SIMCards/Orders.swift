import TelepoolSQL
package import TelepoolTime

/// A batch of SIM cards of one price plan (批次).
package struct Order: Sendable, Equatable {
    package var id: OrderID
    package var pricePlan: PricePlan
    /// The pool that the order has joined.
    package var pool: SIMPoolID?
}

/// An order as a list shows it.
package struct OrderSummary: Sendable, Equatable {
    package var id: OrderID
    package var pricePlan: PricePlanID
    package var pool: SIMPoolID?
    package var createdAt: Timestamp
    /// All its cards, whatever state they are in.
    package var cards: Int64
}

/// The orders of an account.
package struct Orders {
    let scope: TenantScope

    /// The order with this id, created if there is none.
    ///
    /// - Throws: ``DomainError/unknownPricePlan(_:)``, ``DomainError/orderOfOtherPlan(_:_:)``.
    package func findOrCreate(_ id: OrderID, plan planID: PricePlanID) throws -> Order {
        if let order = try find(id) {
            guard order.pricePlan.id == planID else { throw DomainError.orderOfOtherPlan(id, order.pricePlan.id) }
            return order
        }
        guard let plan = try scope.pricePlans.find(planID) else { throw DomainError.unknownPricePlan(planID) }
        try scope.transaction.execute(
            """
            INSERT INTO orders (account_id, id, price_plan_id, created_at)
            VALUES (\(scope.account), \(id), \(planID), \(scope.now))
            """)
        scope.trail.created(.init(.order, id), ["price_plan": .plain(planID)])
        return Order(id: id, pricePlan: plan, pool: nil)
    }

    /// The orders behind `previous`, in the order of their ids: page after page, each at the same cost.
    package func list(after previous: OrderID, limit: Int64) throws -> [OrderSummary] {
        try scope.transaction.rows(
            """
            SELECT o.id, o.price_plan_id, o.sim_pool_id, o.created_at,
                   (SELECT sum(t.cards) FROM sim_card_totals t WHERE t.account_id = o.account_id AND t.order_id = o.id)
            FROM orders o WHERE o.account_id = \(scope.account) AND o.id > \(previous) ORDER BY o.id LIMIT \(limit)
            """
        ) {
            OrderSummary(
                id: OrderID($0.integer(0)), pricePlan: PricePlanID($0.text(1)),
                pool: $0.optionalInteger(2).map(SIMPoolID.init), createdAt: Timestamp(milliseconds: $0.integer(3)),
                cards: $0.optionalInteger(4) ?? 0)
        }
    }

    package func find(_ id: OrderID) throws -> Order? {
        let found = try scope.transaction.first(
            "SELECT price_plan_id, sim_pool_id FROM orders WHERE account_id = \(scope.account) AND id = \(id)"
        ) { (plan: PricePlanID($0.text(0)), pool: $0.optionalInteger(1).map(SIMPoolID.init)) }
        guard let found, let plan = try scope.pricePlans.find(found.plan) else { return nil }
        return Order(id: id, pricePlan: plan, pool: found.pool)
    }
}
