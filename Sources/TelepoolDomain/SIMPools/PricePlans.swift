import TelepoolSQL
import TelepoolTime

/// What one SIM card gets each month (套餐).
package struct PricePlan: Sendable, Equatable {
    package var id: PricePlanID
    package var name: String
    package var carrier: Carrier
    /// What an activated card adds to its pool in a billing cycle.
    package var monthlyData: DataAmount
    /// How long the plan runs after the activation of a card.
    package var months: Int64

    package init(id: PricePlanID, name: String, carrier: Carrier, monthlyData: DataAmount, months: Int64) {
        self.id = id
        self.name = name
        self.carrier = carrier
        self.monthlyData = monthlyData
        self.months = months
    }
}

/// The price plans of an account.
package struct PricePlans {
    let scope: TenantScope

    /// Creates a plan. Creating the same plan once more changes nothing.
    ///
    /// - Throws: ``DomainError/pricePlanExists(_:)`` where there is one with this id and other contents.
    package func create(_ plan: PricePlan) throws {
        let inserted = try scope.transaction.execute(
            """
            INSERT INTO price_plans (account_id, id, name, carrier, monthly_bytes, months, created_at)
            VALUES (\(scope.account), \(plan.id), \(plan.name), \(plan.carrier.rawValue), \(plan.monthlyData),
                    \(plan.months), \(scope.now))
            ON CONFLICT DO NOTHING
            """)
        guard try inserted == 1 || find(plan.id) == plan else { throw DomainError.pricePlanExists(plan.id) }
    }

    package func find(_ id: PricePlanID) throws -> PricePlan? {
        try scope.transaction.first(
            """
            SELECT id, name, carrier, monthly_bytes, months FROM price_plans
            WHERE account_id = \(scope.account) AND id = \(id)
            """
        ) {
            PricePlan(
                id: PricePlanID($0.text(0)), name: $0.text(1), carrier: Carrier(stored: $0.integer(2)),
                monthlyData: DataAmount(bytes: $0.integer(3)), months: $0.integer(4))
        }
    }
}

extension Carrier {
    /// A carrier as the schema keeps it; its check admits no other number.
    init(stored code: Int64) {
        guard let carrier = Carrier(rawValue: code) else {
            preconditionFailure("the schema admits known carriers only")
        }
        self = carrier
    }
}
