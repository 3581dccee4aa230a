import TelepoolSQL
import TelepoolTime

extension SIMPools {
    /// A record is a pool in a cycle. The cycle that is asked for may lie behind the pool's last row, which then tells
    /// the members.
    func records(_ filter: SIMPoolFilter, offset: Int64, limit: Int64) throws -> [SIMPoolCycle] {
        let (prefix, source, shown, order) = shownCycle(filter.cycles)
        return try scope.transaction.rows(
            """
            \(prefix)SELECT p.id, p.name, pl.name, p.price_plan_id, p.carrier, \(shown), pl.monthly_bytes,
                   c.cycle, c.used_bytes, c.activated, c.inactive, c.disassembled, c.modified_at,
                   p.order_id, p.order_ids, p.status, c.added_bytes, p.back_status, p.status_at
            FROM (SELECT s.*, \(currentCycle) AS current_cycle FROM sim_pools s) p\(source)
            JOIN price_plans pl ON pl.account_id = p.account_id AND pl.id = p.price_plan_id
            JOIN sim_pool_cycles c ON c.account_id = p.account_id AND c.sim_pool_id = p.id
             AND c.cycle = CASE WHEN p.last_cycle < \(shown) THEN p.last_cycle ELSE \(shown) END
            WHERE p.account_id = \(scope.account) AND p.first_cycle <= \(shown) AND \(shown) <= p.current_cycle\
            \(condition(filter))
            ORDER BY p.id\(order) LIMIT \(limit) OFFSET \(offset)
            """, Self.record)
    }

    /// How many records match: from the few totals that are kept, or, to search for a name, from the pools.
    func count(_ filter: SIMPoolFilter) throws -> Int64 {
        let statement: SQLStatement =
            filter.namePart == nil
            ? """
            SELECT carrier, first_cycle, pools FROM sim_pool_totals p
            WHERE p.account_id = \(scope.account)\(condition(filter))
            """
            : """
            SELECT carrier, first_cycle, count(*) FROM sim_pools p
            WHERE p.account_id = \(scope.account)\(condition(filter)) GROUP BY carrier, first_cycle
            """
        var count: Int64 = 0
        try scope.transaction.forEachRow(statement) {
            let current = Carrier(stored: $0.integer(0)).cycle(at: scope.now)
            count += $0.integer(2) * filter.cycles.count(from: BillingCycle(index: $0.integer(1)), to: current)
            return true
        }
        return count
    }

    private func condition(_ filter: SIMPoolFilter) -> SQLStatement {
        var condition: SQLStatement = " AND p.kind = \(filter.kind.rawValue)"
        if let part = filter.namePart { condition += " AND \(scope.transaction.dialect.contains("p.name", part))" }
        if !filter.statuses.isEmpty {
            condition += " AND p.status IN (\(filter.statuses.map(\.rawValue).sorted()))"
        }
        return condition
    }

    /// The cycle that a record is about, as SQL, with what has to stand before the query, in its `FROM` and in its
    /// `ORDER BY` for that.
    private func shownCycle(
        _ cycles: SIMPoolFilter.Cycles
    ) -> (prefix: SQLStatement, source: SQLStatement, cycle: SQLStatement, order: SQLStatement) {
        switch cycles {
        case .current: ("", "", "p.current_cycle", "")
        case .one(let cycle): ("", "", "\(cycle)", "")
        case .last(let count):
            (
                "WITH RECURSIVE back(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM back WHERE n + 1 < \(count)) ",
                " CROSS JOIN back", "(p.current_cycle - back.n)", ", back.n"
            )
        }
    }

    /// The cycle that runs now by the carrier of the pool `s`, as SQL.
    private var currentCycle: SQLStatement {
        var expression: SQLStatement = "CASE s.carrier"
        for carrier in Carrier.allCases {
            expression += " WHEN \(carrier.rawValue) THEN \(carrier.cycle(at: scope.now))"
        }
        expression += " END"
        return expression
    }

    private static func record(_ row: any SQLRow) -> SIMPoolCycle {
        guard let status = SIMPoolStatus(rawValue: row.integer(15)),
            let backStatus = BackPoolStatus(rawValue: row.integer(17))
        else {
            preconditionFailure("the schema admits known states only")
        }
        let carrier = Carrier(stored: row.integer(4))
        let cycle = BillingCycle(index: row.integer(5))
        let isCarriedForward = row.integer(7) < cycle.index
        return SIMPoolCycle(
            id: SIMPoolID(row.integer(0)), name: row.text(1), pricePlanName: row.text(2),
            pricePlanID: PricePlanID(row.text(3)), carrier: carrier, cycle: cycle,
            total: DataAmount(bytes: row.integer(6) * row.integer(9) + (isCarriedForward ? 0 : row.integer(16))),
            used: DataAmount(bytes: isCarriedForward ? 0 : row.integer(8)), activated: row.integer(9),
            inactive: row.integer(10), disassembled: row.integer(11),
            modifiedAt: isCarriedForward ? carrier.start(of: cycle) : Timestamp(milliseconds: row.integer(12)),
            order: OrderID(row.integer(13)), orders: row.text(14), status: status,
            backStatus: backStatus, statusChangedAt: row.optionalTimestamp(18))
    }
}

extension SIMPoolFilter.Cycles {
    /// How many records a pool has that began in `first` and is in `current` now.
    fileprivate func count(from first: BillingCycle, to current: BillingCycle) -> Int64 {
        switch self {
        case .current: first <= current ? 1 : 0
        case .one(let cycle): (first <= cycle && cycle <= current) ? 1 : 0
        case .last(let count): max(0, min(count, current.index - first.index + 1))
        }
    }
}
