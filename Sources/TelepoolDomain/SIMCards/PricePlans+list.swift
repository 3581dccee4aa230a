import TelepoolSQL

/// Which price plans a list shows: those that match everything that is set.
package struct PricePlanFilter: Sendable, Equatable {
    /// Part of the name, letter by letter.
    package var namePart: String?
    package var monthlyData: DataAmount?
    /// 1 for 2G, 3G and 4G, 2 for NB.
    package var networkType: Int64?
    package var carrier: Carrier?

    package init(
        namePart: String? = nil, monthlyData: DataAmount? = nil, networkType: Int64? = nil, carrier: Carrier? = nil
    ) {
        self.namePart = namePart
        self.monthlyData = monthlyData
        self.networkType = networkType
        self.carrier = carrier
    }
}

extension PricePlans {
    /// The plans that match, in the order of their ids.
    ///
    /// - Parameters:
    ///   - offset: how many plans to leave out, at least 0.
    ///   - limit: how many plans to give at most, at least 1.
    package func list(_ filter: PricePlanFilter, offset: Int64, limit: Int64) throws -> Page<PricePlan> {
        var condition: SQLStatement = "account_id = \(scope.account)"
        if let part = filter.namePart { condition += " AND \(scope.transaction.dialect.contains("name", part))" }
        if let data = filter.monthlyData { condition += " AND monthly_bytes = \(data)" }
        if let type = filter.networkType { condition += " AND network_type = \(type)" }
        if let carrier = filter.carrier { condition += " AND carrier = \(carrier.rawValue)" }
        let plans = try scope.transaction.rows(
            """
            SELECT \(Self.columns) FROM price_plans WHERE \(condition)
            ORDER BY id LIMIT \(limit) OFFSET \(offset)
            """, Self.plan)
        let total = try scope.transaction.first("SELECT count(*) FROM price_plans WHERE \(condition)") {
            $0.integer(0)
        }
        return Page(elements: plans, total: total ?? 0)
    }
}
