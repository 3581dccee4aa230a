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
    package var description: String
    /// 1 basic, 2 add-on (`reference/huawei-gsl.md`, 4.11).
    package var packageType: Int64
    /// 1 for 2G, 3G and 4G, 2 for NB.
    package var networkType: Int64
    /// After which time an unused card is activated by itself; `nil` for never.
    package var silentPeriod: SilentPeriod?
    package var renewsItself: Bool
    /// In fen.
    package var price: Int64

    package init(
        id: PricePlanID, name: String, carrier: Carrier, monthlyData: DataAmount, months: Int64,
        description: String = "", packageType: Int64 = 1, networkType: Int64 = 1, silentPeriod: SilentPeriod? = nil,
        renewsItself: Bool = false, price: Int64 = 0
    ) {
        self.id = id
        self.name = name
        self.carrier = carrier
        self.monthlyData = monthlyData
        self.months = months
        self.description = description
        self.packageType = packageType
        self.networkType = networkType
        self.silentPeriod = silentPeriod
        self.renewsItself = renewsItself
        self.price = price
    }
}

/// The price plans of an account.
package struct PricePlans {
    let scope: TenantScope

    /// Creates a plan. Creating the same plan once more changes nothing.
    ///
    /// - Throws: ``DomainError/pricePlanExists(_:)`` where there is one with this id and other contents.
    package func create(_ plan: PricePlan) throws {
        let inserted = try scope.transaction.changes(
            by:
                """
                INSERT INTO price_plans
                (account_id, id, name, carrier, monthly_bytes, months, description, package_type, network_type,
                 silent_period, silent_unit, auto_renew, price, created_at)
                VALUES (\(scope.account), \(plan.id), \(plan.name), \(plan.carrier.rawValue), \(plan.monthlyData),
                        \(plan.months), \(plan.description), \(plan.packageType), \(plan.networkType),
                        \(plan.silentPeriod?.length ?? 0), \((plan.silentPeriod?.unit ?? .month).rawValue),
                        \(plan.renewsItself ? Int64(1) : 0), \(plan.price), \(scope.now))
                ON CONFLICT DO NOTHING
                """)
        guard try inserted == 1 || find(plan.id) == plan else { throw DomainError.pricePlanExists(plan.id) }
        guard inserted == 1 else { return }
        scope.trail.created(
            .init(.pricePlan, plan.id),
            [
                "name": .text(plan.name), "carrier": .plain(plan.carrier.rawValue),
                "monthly_bytes": .plain(plan.monthlyData.bytes), "months": .plain(plan.months),
                "price": .plain(plan.price),
            ])
    }

    /// The plans behind `previous`, in the order of their ids: page after page, each at the same cost.
    package func list(after previous: String, limit: Int64) throws -> [PricePlan] {
        try scope.transaction.rows(
            """
            SELECT \(Self.columns) FROM price_plans
            WHERE account_id = \(scope.account) AND id > \(previous) ORDER BY id LIMIT \(limit)
            """, Self.plan)
    }

    package func find(_ id: PricePlanID) throws -> PricePlan? {
        try scope.transaction.first(
            """
            SELECT \(Self.columns) FROM price_plans WHERE account_id = \(scope.account) AND id = \(id)
            """, Self.plan)
    }

    static let columns: SQLStatement = """
        id, name, carrier, monthly_bytes, months, description, package_type, network_type, silent_period, silent_unit,
        auto_renew, price
        """

    static func plan(_ row: any SQLRow) -> PricePlan {
        PricePlan(
            id: PricePlanID(row.text(0)), name: row.text(1), carrier: Carrier(stored: row.integer(2)),
            monthlyData: DataAmount(bytes: row.integer(3)), months: row.integer(4), description: row.text(5),
            packageType: row.integer(6), networkType: row.integer(7),
            silentPeriod: SilentPeriod.Unit(rawValue: row.integer(9)).flatMap { unit in
                row.integer(8) == 0 ? nil : SilentPeriod(length: row.integer(8), unit: unit)
            }, renewsItself: row.integer(10) == 1, price: row.integer(11))
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
