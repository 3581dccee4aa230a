import TelepoolSQL

/// A batch of SIM cards of one price plan (批次).
package struct Order: Sendable, Equatable {
    package var id: OrderID
    package var pricePlan: PricePlan
    /// The pool that the order has joined.
    package var pool: SIMPoolID?
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
        return Order(id: id, pricePlan: plan, pool: nil)
    }

    package func find(_ id: OrderID) throws -> Order? {
        let found = try scope.transaction.first(
            "SELECT price_plan_id, sim_pool_id FROM orders WHERE account_id = \(scope.account) AND id = \(id)"
        ) { (plan: PricePlanID($0.text(0)), pool: $0.optionalInteger(1).map(SIMPoolID.init)) }
        guard let found, let plan = try scope.pricePlans.find(found.plan) else { return nil }
        return Order(id: id, pricePlan: plan, pool: found.pool)
    }
}
