import TelepoolSQL

/// Pools that are, or soon will be, of no use.
package struct PoolExhaustion: Sendable, Equatable {
    /// All pools that have something to use up.
    package var pools: Int64 = 0
    /// How many of them have reached each threshold, in the order of the thresholds.
    package var reached: [Int64] = []
}

extension Monitoring {
    /// So many percent of a pool's numbers are free, or fewer.
    package static let freeShares: [Int64] = [20, 10, 5, 0]
    /// So many percent of a SIM pool's data in the cycle that runs are used, or more.
    package static let usedShares: [Int64] = [80, 90, 100]

    /// Number pools by how few of their numbers can be drawn.
    package func numberPools() throws -> PoolExhaustion {
        let inUse = NumberStatus.inUse.rawValue
        var reached: SQLStatement = ""
        for share in Self.freeShares {
            reached += ", sum(CASE WHEN p.free * 100 <= p.total * \(share) THEN 1 ELSE 0 END)"
        }
        return try exhaustion(
            """
            SELECT count(*)\(reached) FROM (
             SELECT sum(numbers) AS total,
              sum(CASE WHEN status = \(inUse) AND held = 0 THEN numbers - bound ELSE 0 END) AS free
             FROM number_totals WHERE status < \(NumberStatus.cancelled.rawValue)
             GROUP BY account_id, number_pool_no) p
            WHERE p.total > 0
            """, thresholds: Self.freeShares.count)
    }

    /// SIM pools by how much of their data they have used in the cycle that runs.
    package func simPools() throws -> PoolExhaustion {
        var all = PoolExhaustion(reached: Self.usedShares.map { _ in 0 })
        for carrier in Carrier.allCases {
            var reached: SQLStatement = ""
            for share in Self.usedShares {
                reached += """
                    , sum(CASE WHEN p.last_cycle = \(carrier.cycle(at: scope.now))
                     AND c.used_bytes >= (pl.monthly_bytes * c.activated + c.added_bytes) / 100 * \(share)
                     THEN 1 ELSE 0 END)
                    """
            }
            let some = try exhaustion(
                """
                SELECT count(*)\(reached) FROM sim_pools p
                JOIN price_plans pl ON pl.account_id = p.account_id AND pl.id = p.price_plan_id
                JOIN sim_pool_cycles c ON c.account_id = p.account_id AND c.sim_pool_id = p.id AND c.cycle = p.last_cycle
                WHERE p.carrier = \(carrier.rawValue) AND pl.monthly_bytes * c.activated + c.added_bytes > 0
                """, thresholds: Self.usedShares.count)
            all.pools += some.pools
            all.reached = zip(all.reached, some.reached).map { $0 + $1 }
        }
        return all
    }

    private func exhaustion(_ statement: SQLStatement, thresholds: Int) throws -> PoolExhaustion {
        try scope.transaction.first(statement) { row in
            PoolExhaustion(
                pools: row.integer(0),
                reached: (1...thresholds).map { row.optionalInteger($0) ?? 0 })
        } ?? PoolExhaustion(reached: Array(repeating: 0, count: thresholds))
    }

    /// How all numbers are used, without those that were cancelled.
    package func numbers() throws -> [NumberAvailability: Int64] {
        var counts: [NumberAvailability: Int64] = [.assigned: 0, .available: 0, .reserved: 0, .aging: 0, .disabled: 0]
        try scope.transaction.forEachRow(
            """
            SELECT status, held, sum(numbers), sum(bound) FROM number_totals
            WHERE status < \(NumberStatus.cancelled.rawValue) GROUP BY status, held
            """
        ) { row in
            let (status, held) = (NumberStatus(stored: row.integer(0)), NumberHold.Kind(stored: row.integer(1)))
            let (numbers, bound) = (row.integer(2), row.integer(3))
            switch (status, held) {
            case (.inUse, .reserved): counts[.reserved, default: 0] += numbers
            case (.inUse, .resting): counts[.aging, default: 0] += numbers
            case (.inUse, .none):
                counts[.assigned, default: 0] += bound
                counts[.available, default: 0] += numbers - bound
            default: counts[.disabled, default: 0] += numbers
            }
            return true
        }
        return counts
    }
}
