import TelepoolSQL
import TelepoolTime

extension UsageRetention {
    /// The first cycle of a carrier whose records are kept.
    func firstCycle(of carrier: Carrier, at now: Timestamp) -> BillingCycle {
        var cycle = carrier.cycle(at: now).advanced(by: -cycles)
        while carrier.start(of: cycle.advanced(by: cycles)).adding(seconds: days * 86_400) > now {
            cycle = cycle.advanced(by: -1)
        }
        return cycle
    }

    /// The first instant of a cycle whose records are kept, by the carrier whose cycles begin first.
    func keptFrom(at now: Timestamp) -> Timestamp {
        Carrier.allCases.map { $0.start(of: firstCycle(of: $0, at: now)) }.min() ?? now
    }
}

/// How long the ledger remembers what it has counted.
extension Usage {
    /// From when on all records are kept.
    ///
    /// It never goes back: what was forgotten once could count twice if it were taken again, and what was closed is proven
    /// as it was then. So records can be kept for longer, but only those that there still are.
    func keptFrom() throws -> Timestamp {
        let kept = try scope.transaction.first(
            "SELECT kept_from FROM usage_retention WHERE account_id = \(scope.account)"
        ) { Timestamp(milliseconds: $0.integer(0)) }
        let now = scope.environment.usageRetention.keptFrom(at: scope.now)
        return kept.map { max($0, now) } ?? now
    }

    /// The first cycle of each carrier whose records are still kept, and so still taken.
    func firstOpenCycles() throws -> [Carrier: BillingCycle] {
        let kept = try keptFrom()
        return Dictionary(
            uniqueKeysWithValues: Carrier.allCases.map { carrier in
                let cycle = carrier.cycle(at: kept)
                return (carrier, carrier.start(of: cycle) < kept ? cycle.advanced(by: 1) : cycle)
            })
    }

    /// Writes down that what was before some instant is closed, or gone; the search for records that are too old begins
    /// anew then.
    func keep(from bound: Timestamp) throws {
        try scope.transaction.execute(
            """
            INSERT INTO usage_retention (account_id, kept_from, source, id) VALUES (\(scope.account), \(bound), '', '')
            ON CONFLICT (account_id) DO UPDATE SET kept_from = excluded.kept_from, source = '', id = ''
            WHERE usage_retention.kept_from < excluded.kept_from
            """)
    }

    /// Looks through records, a bounded number at once, and deletes those of closed cycles.
    func dropClosed(limit: Int64) throws {
        let bound = try keptFrom()
        try keep(from: bound)
        let cursor = try scope.transaction.first(
            "SELECT source, id FROM usage_retention WHERE account_id = \(scope.account) AND id IS NOT NULL"
        ) { (source: $0.text(0), id: $0.text(1)) }
        guard let cursor else { return }
        let records = try scope.transaction.rows(
            """
            SELECT source, id, at FROM usage_records
            WHERE account_id = \(scope.account) AND (source, id) > (\(cursor.source), \(cursor.id))
            ORDER BY source, id LIMIT \(limit)
            """
        ) { (source: $0.text(0), id: $0.text(1), at: Timestamp(milliseconds: $0.integer(2))) }
        for record in records where record.at < bound {
            try scope.transaction.execute(
                """
                DELETE FROM usage_records
                WHERE account_id = \(scope.account) AND source = \(record.source) AND id = \(record.id)
                """)
        }
        let next = Int64(records.count) == limit ? records.last : nil
        try scope.transaction.execute(
            """
            UPDATE usage_retention SET source = \(next?.source ?? ""), id = \(next?.id)
            WHERE account_id = \(scope.account)
            """)
    }
}
