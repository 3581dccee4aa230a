import Crypto
import TelepoolSQL
import TelepoolTime

/// A counter that is not the sum of what it counts.
package struct UsageDiscrepancy: Sendable, Equatable {
    package enum Counter: String, Sendable, CaseIterable {
        /// A card on a day, against its records.
        case cardDay = "card_day"
        /// A card in a cycle, against its days.
        case cardCycle = "card_cycle"
        /// A pool in a cycle, against its cards.
        case poolCycle = "pool_cycle"
        /// The members of a pool in a cycle, against its cards.
        case poolMembers = "pool_members"
        /// The checksum of a pool in a cycle that was closed.
        case checksum
    }

    package var counter: Counter
    /// The card or the pool.
    package var id: Int64
    /// The day or the cycle, as text.
    package var period: String
    /// How much more there is than the counter says, in bytes or in cards; negative if less, 0 for a checksum.
    package var difference: Int64
}

/// Recomputing the counters of the ledger.
extension Usage {
    /// The counters that are wrong, to the byte: cards and days against the records that are still kept, cycles against
    /// days, pools against cards, and the checksums of closed cycles.
    ///
    /// - Parameters:
    ///   - cycle: only this one; `nil` for all.
    ///   - limit: how many of each counter at most.
    package func audit(_ cycle: BillingCycle?, limit: Int64) throws -> [UsageDiscrepancy] {
        let cycles = try cycle.map { [$0] } ?? self.cycles()
        var found = try auditDays(cycle, limit: limit)
        for cycle in cycles {
            for carrier in Carrier.allCases { found += try auditCards(carrier, cycle, limit: limit) }
            found += try auditPools(cycle, limit: limit)
        }
        found += try auditMembers(cycle, limit: limit)
        found += try auditChecksums(cycle, limit: limit)
        return found
    }

    /// All cycles that there is anything in.
    private func cycles() throws -> [BillingCycle] {
        try scope.transaction.rows(
            """
            SELECT cycle FROM sim_card_cycles WHERE account_id = \(scope.account)
            UNION SELECT cycle FROM sim_pool_cycles WHERE account_id = \(scope.account) ORDER BY cycle
            """
        ) { BillingCycle(index: $0.integer(0)) }
    }

    private func auditDays(_ cycle: BillingCycle?, limit: Int64) throws -> [UsageDiscrepancy] {
        let (first, end) = try bounds(cycle)
        return try scope.transaction.rows(
            """
            SELECT card, day, sum(up) + sum(down) FROM (
             SELECT sim_card_id AS card, (at + 28800000) / 86400000 AS day, up_bytes AS up, down_bytes AS down
             FROM usage_records WHERE account_id = \(scope.account) AND at >= \(first) AND at < \(end)
             UNION ALL
             SELECT sim_card_id, day, -up_bytes, -down_bytes FROM sim_card_days
             WHERE account_id = \(scope.account) AND day >= \(Self.day(of: first)) AND day < \(Self.day(of: end))
            ) records GROUP BY card, day HAVING sum(up) <> 0 OR sum(down) <> 0 ORDER BY card, day LIMIT \(limit)
            """
        ) { row in
            UsageDiscrepancy(
                counter: .cardDay, id: row.integer(0),
                period: Self.text(ofDay: row.integer(1)), difference: row.integer(2))
        }
    }

    static func text(ofDay day: Int64) -> String {
        let date = CivilDate(daysSinceEpoch: day)
        var bytes: [UInt8] = []
        bytes.append(date.year, digits: 4)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(date.month, digits: 2)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(date.day, digits: 2)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The days whose records are all kept, of all cycles or of one with whichever carrier.
    private func bounds(_ cycle: BillingCycle?) throws -> (first: Timestamp, end: Timestamp) {
        let kept = try keptFrom()
        guard let cycle else {
            let tomorrow = Self.day(of: scope.now.adding(seconds: Self.tolerance)) + 1
            return (kept, Timestamp(seconds: tomorrow * 86_400 - CivilTime.beijing))
        }
        let starts = Carrier.allCases.map { $0.start(of: cycle) }
        let ends = Carrier.allCases.map { $0.start(of: cycle.advanced(by: 1)) }
        let end = ends.max() ?? kept
        return (min(max(kept, starts.min() ?? kept), end), end)
    }

    private func auditCards(
        _ carrier: Carrier, _ cycle: BillingCycle, limit: Int64
    ) throws -> [UsageDiscrepancy] {
        let cards: SQLStatement = """
            JOIN sim_cards s ON s.account_id = x.account_id AND s.id = x.sim_card_id
            JOIN orders o ON o.account_id = s.account_id AND o.id = s.order_id
            JOIN price_plans pl ON pl.account_id = o.account_id AND pl.id = o.price_plan_id
             AND pl.carrier = \(carrier.rawValue)
            """
        let (first, end) = (carrier.start(of: cycle), carrier.start(of: cycle.advanced(by: 1)))
        return try scope.transaction.rows(
            """
            SELECT card, sum(used) FROM (
             SELECT x.sim_card_id AS card, x.up_bytes + x.down_bytes AS used FROM sim_card_days x \(cards)
             WHERE x.account_id = \(scope.account) AND x.day >= \(Self.day(of: first)) AND x.day < \(Self.day(of: end))
             UNION ALL
             SELECT x.sim_card_id, -x.used_bytes FROM sim_card_cycles x \(cards)
             WHERE x.account_id = \(scope.account) AND x.cycle = \(cycle)
            ) days GROUP BY card HAVING sum(used) <> 0 ORDER BY card LIMIT \(limit)
            """
        ) { row in
            UsageDiscrepancy(
                counter: .cardCycle, id: row.integer(0), period: cycle.description, difference: row.integer(1))
        }
    }

    private func auditPools(_ cycle: BillingCycle, limit: Int64) throws -> [UsageDiscrepancy] {
        try scope.transaction.rows(
            """
            SELECT pool, sum(used) FROM (
             SELECT o.sim_pool_id AS pool, u.used_bytes AS used FROM sim_card_cycles u
             JOIN sim_cards s ON s.account_id = u.account_id AND s.id = u.sim_card_id
             JOIN orders o ON o.account_id = s.account_id AND o.id = s.order_id
             WHERE u.account_id = \(scope.account) AND u.cycle = \(cycle) AND o.sim_pool_id IS NOT NULL
              AND o.pool_since <= \(cycle) AND s.added_in <= \(cycle)
             UNION ALL
             SELECT sim_pool_id, -used_bytes FROM sim_pool_cycles
             WHERE account_id = \(scope.account) AND cycle = \(cycle)
            ) cards GROUP BY pool HAVING sum(used) <> 0 ORDER BY pool LIMIT \(limit)
            """
        ) { row in
            UsageDiscrepancy(
                counter: .poolCycle, id: row.integer(0), period: cycle.description, difference: row.integer(1))
        }
    }

    /// The members that a pool has now, against the cards of its orders.
    private func auditMembers(_ cycle: BillingCycle?, limit: Int64) throws -> [UsageDiscrepancy] {
        let found = try scope.transaction.rows(
            """
            SELECT p.id, p.last_cycle, c.activated + c.inactive + c.disassembled, coalesce(sum(t.cards), 0),
                   c.disassembled, coalesce(sum(t.cards) FILTER (WHERE t.status = 30), 0),
                   c.activated, coalesce(sum(t.cards) FILTER (WHERE t.status IN (14, 20)), 0)
            FROM sim_pools p
            JOIN sim_pool_cycles c ON c.account_id = p.account_id AND c.sim_pool_id = p.id AND c.cycle = p.last_cycle
            LEFT JOIN orders o ON o.account_id = p.account_id AND o.sim_pool_id = p.id
            LEFT JOIN sim_card_totals t ON t.account_id = o.account_id AND t.order_id = o.id
            WHERE p.account_id = \(scope.account)
            GROUP BY p.id, p.last_cycle, c.activated, c.inactive, c.disassembled ORDER BY p.id
            """
        ) { row -> UsageDiscrepancy? in
            let differences = [2, 4, 6].map { row.integer($0 + 1) - row.integer($0) }
            guard let difference = differences.first(where: { $0 != 0 }) else { return nil }
            let shown = BillingCycle(index: row.integer(1))
            guard cycle == nil || cycle == shown else { return nil }
            return UsageDiscrepancy(
                counter: .poolMembers, id: row.integer(0), period: shown.description, difference: difference)
        }
        return Array(found.compactMap(\.self).prefix(Int(limit)))
    }

    private func auditChecksums(_ cycle: BillingCycle?, limit: Int64) throws -> [UsageDiscrepancy] {
        let only: SQLStatement = cycle.map { " AND cycle = \($0)" } ?? ""
        let closed = try scope.transaction.rows(
            """
            SELECT sim_pool_id, cycle, checksum FROM sim_pool_cycles
            WHERE account_id = \(scope.account) AND checksum IS NOT NULL\(only) ORDER BY sim_pool_id, cycle
            """
        ) { (pool: SIMPoolID($0.integer(0)), cycle: BillingCycle(index: $0.integer(1)), checksum: $0.text(2)) }
        var found: [UsageDiscrepancy] = []
        for row in closed where Int64(found.count) < limit {
            guard try checksum(of: row.pool, in: row.cycle) != row.checksum else { continue }
            found.append(
                UsageDiscrepancy(
                    counter: .checksum, id: row.pool.rawValue, period: row.cycle.description, difference: 0))
        }
        return found
    }
}

// MARK: - Closed cycles

extension Usage {
    /// Closes the cycles of a pool whose records are no longer taken: from then on its checksum proves what it was.
    func close(_ pool: SIMPoolID, _ cycle: BillingCycle) throws {
        try scope.transaction.execute(
            """
            UPDATE sim_pool_cycles SET checksum = \(checksum(of: pool, in: cycle))
            WHERE account_id = \(scope.account) AND sim_pool_id = \(pool) AND cycle = \(cycle)
            """)
        try keep(from: scope.environment.usageRetention.keptFrom(at: scope.now))
    }

    /// SHA-256 over the cycle's row, the usage of each of its cards in the order of their ids, and the checksum of the
    /// cycle before.
    private func checksum(of pool: SIMPoolID, in cycle: BillingCycle) throws -> String {
        let condition: SQLStatement = "account_id = \(scope.account) AND sim_pool_id = \(pool)"
        let previous = try scope.transaction.first(
            "SELECT checksum FROM sim_pool_cycles WHERE \(condition) AND cycle = \(cycle.advanced(by: -1))"
        ) { $0.optionalText(0) }
        var hash = SHA256()
        hash.update(data: Array("telepool 1 \(previous.flatMap(\.self) ?? "-") \(pool) \(cycle)".utf8))
        try scope.transaction.forEachRow(
            """
            SELECT activated, inactive, disassembled, added_bytes, used_bytes FROM sim_pool_cycles
            WHERE \(condition) AND cycle = \(cycle)
            """
        ) { row in
            hash.update(data: Array((0..<5).map { " \(row.integer($0))" }.joined().utf8))
            return true
        }
        try scope.transaction.forEachRow(
            """
            SELECT u.sim_card_id, u.used_bytes FROM orders o
            JOIN sim_cards s ON s.account_id = o.account_id AND s.order_id = o.id AND s.added_in <= \(cycle)
            JOIN sim_card_cycles u ON u.account_id = s.account_id AND u.sim_card_id = s.id AND u.cycle = \(cycle)
            WHERE o.account_id = \(scope.account) AND o.sim_pool_id = \(pool) AND o.pool_since <= \(cycle)
            ORDER BY u.sim_card_id
            """
        ) { row in
            hash.update(data: Array("\n\(row.integer(0)) \(row.integer(1))".utf8))
            return true
        }
        return hash.finalize().map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
