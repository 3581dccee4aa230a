import TelepoolSQL
import TelepoolTime

/// Where a page of usage ends: a card or a pool, and a day or a cycle. The next page begins behind it.
package struct UsagePosition: Sendable, Equatable {
    package static let start = UsagePosition(id: Int64.min, period: Int64.min)

    package var id: Int64
    package var period: Int64

    package init(id: Int64, period: Int64) {
        self.id = id
        self.period = period
    }
}

/// What a pool has used in a cycle.
package struct PoolUsage: Sendable {
    package var pool: SIMPoolID
    package var name: String
    package var carrier: Carrier
    package var cycle: BillingCycle
    package var used: DataAmount

    package var position: UsagePosition { UsagePosition(id: pool.rawValue, period: cycle.index) }
}

/// What a card has used in a cycle.
package struct CardUsage: Sendable {
    package var card: SIMCardID
    package var iccid: String
    package var msisdn: String?
    package var imsi: String?
    /// The pool that it counts for.
    package var pool: SIMPoolID?
    package var cycle: BillingCycle
    package var used: DataAmount

    package var position: UsagePosition { UsagePosition(id: card.rawValue, period: cycle.index) }
}

/// What a card has used on a day of Beijing.
package struct DayUsage: Sendable {
    package var card: SIMCardID
    package var iccid: String
    package var day: Int64
    package var cycle: BillingCycle
    package var up: DataAmount
    package var down: DataAmount

    /// The day as `yyyy-MM-dd`.
    package var date: String { Usage.text(ofDay: day) }
    package var position: UsagePosition { UsagePosition(id: card.rawValue, period: day) }
}

/// Usage, page after page, each at the same cost.
extension Usage {
    /// What pools have used, by pool and cycle.
    package func pools(in cycle: BillingCycle?, after: UsagePosition, limit: Int64) throws -> [PoolUsage] {
        let only: SQLStatement = cycle.map { " AND c.cycle = \($0)" } ?? ""
        return try scope.transaction.rows(
            """
            SELECT c.sim_pool_id, p.name, p.carrier, c.cycle, c.used_bytes FROM sim_pool_cycles c
            JOIN sim_pools p ON p.account_id = c.account_id AND p.id = c.sim_pool_id
            WHERE c.account_id = \(scope.account) AND (c.sim_pool_id, c.cycle) > (\(after.id), \(after.period))\(only)
            ORDER BY c.sim_pool_id, c.cycle LIMIT \(limit)
            """
        ) {
            PoolUsage(
                pool: SIMPoolID($0.integer(0)), name: $0.text(1), carrier: Carrier(stored: $0.integer(2)),
                cycle: BillingCycle(index: $0.integer(3)), used: DataAmount(bytes: $0.integer(4)))
        }
    }

    /// What cards have used, by card and cycle.
    package func cards(in cycle: BillingCycle?, after: UsagePosition, limit: Int64) throws -> [CardUsage] {
        let only: SQLStatement = cycle.map { " AND u.cycle = \($0)" } ?? ""
        return try scope.transaction.rows(
            """
            SELECT u.sim_card_id, s.iccid, s.msisdn, s.imsi,
                   CASE WHEN o.pool_since <= u.cycle AND s.added_in <= u.cycle THEN o.sim_pool_id END,
                   u.cycle, u.used_bytes
            FROM sim_card_cycles u
            JOIN sim_cards s ON s.account_id = u.account_id AND s.id = u.sim_card_id
            JOIN orders o ON o.account_id = s.account_id AND o.id = s.order_id
            WHERE u.account_id = \(scope.account) AND (u.sim_card_id, u.cycle) > (\(after.id), \(after.period))\(only)
            ORDER BY u.sim_card_id, u.cycle LIMIT \(limit)
            """
        ) {
            CardUsage(
                card: SIMCardID($0.integer(0)), iccid: $0.text(1), msisdn: $0.optionalText(2),
                imsi: $0.optionalText(3), pool: $0.optionalInteger(4).map(SIMPoolID.init),
                cycle: BillingCycle(index: $0.integer(5)), used: DataAmount(bytes: $0.integer(6)))
        }
    }

    /// What cards have used, by card and day; those of a cycle by the calendar of each card's carrier.
    package func days(in cycle: BillingCycle?, after: UsagePosition, limit: Int64) throws -> [DayUsage] {
        let only: SQLStatement = cycle.map { " AND \(Self.isDay("d.day", of: $0, by: "pl.carrier"))" } ?? ""
        return try scope.transaction.rows(
            """
            SELECT d.sim_card_id, s.iccid, d.day, pl.carrier, d.up_bytes, d.down_bytes FROM sim_card_days d
            JOIN sim_cards s ON s.account_id = d.account_id AND s.id = d.sim_card_id
            JOIN orders o ON o.account_id = s.account_id AND o.id = s.order_id
            JOIN price_plans pl ON pl.account_id = o.account_id AND pl.id = o.price_plan_id
            WHERE d.account_id = \(scope.account) AND (d.sim_card_id, d.day) > (\(after.id), \(after.period))\(only)
            ORDER BY d.sim_card_id, d.day LIMIT \(limit)
            """
        ) { row in
            let midnight = Timestamp(seconds: row.integer(2) * 86_400 - CivilTime.beijing)
            return DayUsage(
                card: SIMCardID(row.integer(0)), iccid: row.text(1), day: row.integer(2),
                cycle: Carrier(stored: row.integer(3)).cycle(at: midnight), up: DataAmount(bytes: row.integer(4)),
                down: DataAmount(bytes: row.integer(5)))
        }
    }

    /// Whether a day is one of a cycle, as SQL.
    private static func isDay(_ day: SQLStatement, of cycle: BillingCycle, by carrier: SQLStatement) -> SQLStatement {
        var condition: SQLStatement = "CASE \(carrier)"
        for carrier in Carrier.allCases {
            let (first, end) = (carrier.start(of: cycle), carrier.start(of: cycle.advanced(by: 1)))
            condition +=
                " WHEN \(carrier.rawValue) THEN \(day) >= \(Self.day(of: first)) AND \(day) < \(Self.day(of: end))"
        }
        condition += " END"
        return condition
    }
}
