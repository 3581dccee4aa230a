import TelepoolSQL
import TelepoolTime

/// How the ledger lies in the database.
extension Usage {
    /// The cards that numbers stand for, of each number none, one or several.
    func find(_ keys: [SIMCardKey]) throws -> [[MeteredCard]] {
        var (iccids, imsis, msisdns) = (Self.numbers, Self.numbers, Self.numbers)
        for (index, key) in keys.enumerated() {
            let (account, place) = (scope.account.sqlValue, SQLValue.integer(Int64(index)))
            switch key {
            case .iccid(let iccid): iccids.append(account, .text(iccid), place)
            case .imsi(let imsi): imsis.append(account, .text(imsi), place)
            case .msisdn(let msisdn): msisdns.append(account, .text(msisdn), place)
            }
        }
        var found = keys.map { _ in [MeteredCard]() }
        try addCards(to: &found, "s.iccid = k.column2", of: iccids)
        try addCards(to: &found, "s.imsi = k.column2", of: imsis)
        try addCards(to: &found, "s.msisdn = k.column2", of: msisdns)
        var former = Self.numbers
        for case (let index, .iccid(let iccid)) in keys.enumerated() where found[index].isEmpty {
            former.append(scope.account.sqlValue, .text(iccid), .integer(Int64(index)))
        }
        try addCards(
            to: &found,
            """
            s.id = (SELECT r.sim_card_id FROM sim_card_replacements r
                    WHERE r.account_id = k.column1 AND r.iccid = k.column2)
            """, of: former)
        return found
    }

    /// Rows of an account, a number and its place.
    private static let numbers = SQLRows(.integer, .text, .integer)

    private func addCards(to found: inout [[MeteredCard]], _ condition: SQLStatement, of numbers: SQLRows) throws {
        try scope.transaction.forEachRow(of: numbers) { query in
            """
            SELECT k.column3, s.id, pl.carrier, pl.monthly_bytes, s.quota_mb, s.status, o.sim_pool_id, o.pool_since,
             s.added_in
            FROM (\(query)) k CROSS JOIN sim_cards s
            JOIN orders o ON o.account_id = s.account_id AND o.id = s.order_id
            JOIN price_plans pl ON pl.account_id = o.account_id AND pl.id = o.price_plan_id
            WHERE s.account_id = k.column1 AND \(condition)
            """
        } _: {
            found[Int($0.integer(0))].append(
                MeteredCard(
                    id: SIMCardID($0.integer(1)), carrier: Carrier(stored: $0.integer(2)),
                    monthly: DataAmount(bytes: $0.integer(3)), quotaMegabytes: $0.integer(4),
                    isActivatable: SIMCardStatus(rawValue: $0.integer(5))?.isActivatable ?? false,
                    pool: $0.optionalInteger(6).map(SIMPoolID.init),
                    pooledFrom: BillingCycle(index: max($0.optionalInteger(7) ?? 0, $0.integer(8)))))
        }
    }

    /// Keeps records whose ids are new.
    ///
    /// - Returns: for each what came of it.
    func insert(_ records: [(record: UsageRecord, card: SIMCardID)]) throws -> [ImportOutcome] {
        var rows = SQLRows(.integer, .text, .text, .integer, .integer, .integer, .integer, capacity: records.count)
        for (record, card) in records {
            rows.append(
                scope.account.sqlValue, .text(record.source), .text(record.id), card.sqlValue, record.at.sqlValue,
                record.up.sqlValue, record.down.sqlValue)
        }
        let isNew = try scope.transaction.insertNew(
            rows, into: "usage_records",
            columns: ["account_id", "source", "id", "sim_card_id", "at", "up_bytes", "down_bytes"], keyCount: 3)
        var outcomes = isNew.map { $0 ? ImportOutcome.accepted : .rejected(.recordDiffers) }
        var others = SQLRows(.integer, .text, .text, .integer, .integer, .integer, .integer, .integer)
        for (index, (record, card)) in records.enumerated() where !isNew[index] {
            others.append(
                scope.account.sqlValue, .text(record.source), .text(record.id), card.sqlValue, record.at.sqlValue,
                record.up.sqlValue, record.down.sqlValue, .integer(Int64(index)))
        }
        try scope.transaction.forEachRow(of: others) { query in
            """
            SELECT k.column8 FROM (\(query)) k CROSS JOIN usage_records r
            WHERE r.account_id = k.column1 AND r.source = k.column2 AND r.id = k.column3
             AND r.sim_card_id = k.column4 AND r.at = k.column5
             AND r.up_bytes = k.column6 AND r.down_bytes = k.column7
            """
        } _: {
            outcomes[Int($0.integer(0))] = .duplicate
        }
        return outcomes
    }

    /// Adds the sums of a batch to the counters. Always in the same order, so that two batches never wait for each other
    /// in a circle.
    func apply(_ sums: UsageSums) throws {
        let account = scope.account.sqlValue
        var days = SQLRows(.integer, .integer, .integer, .integer, .integer)
        var cycles: [CardCycle: CardCycleUse] = [:]
        var pools: [SIMPoolID: [BillingCycle: Int64]] = [:]
        for use in sums.cards.sorted(by: { $0.card.id.rawValue < $1.card.id.rawValue }) {
            guard let first = use.first else { continue }
            // The first use of a card activates it (`reference/huawei-gsl.md`, 5.2).
            if use.card.isActivatable, let held = try scope.simCards.find(use.card.id) {
                try scope.simCards.activate(held, at: first)
            }
            for (day, traffic) in use.days.sorted(by: { $0.day < $1.day }) {
                days.append(account, use.card.id.sqlValue, day.sqlValue, traffic.up.sqlValue, traffic.down.sqlValue)
            }
            for (cycle, bytes) in use.cycles.sorted(by: { $0.cycle < $1.cycle }) {
                cycles[CardCycle(card: use.card.id, cycle: cycle)] = CardCycleUse(card: use.card, bytes: bytes)
                if let pool = use.card.pool, cycle >= use.card.pooledFrom {
                    pools[pool, default: [:]][cycle, default: 0] += bytes
                }
            }
        }
        try add(days: days)
        try add(cycles)
        for (pool, cycles) in pools.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            for (cycle, bytes) in cycles.sorted(by: { $0.key < $1.key }) {
                try scope.simPools.addUsage(DataAmount(bytes: bytes), in: cycle, to: pool)
            }
        }
    }

    private func add(days: SQLRows) throws {
        try scope.transaction.forEachRow(of: days) { query in
            """
            INSERT INTO sim_card_days (account_id, sim_card_id, day, up_bytes, down_bytes) \(query)
            ON CONFLICT (account_id, sim_card_id, day)
            DO UPDATE SET up_bytes = sim_card_days.up_bytes + excluded.up_bytes,
                          down_bytes = sim_card_days.down_bytes + excluded.down_bytes
            """
        } _: { _ in
        }
    }

    private struct CardCycle: Hashable {
        var card: SIMCardID
        var cycle: BillingCycle
    }

    private struct CardCycleUse {
        var card: MeteredCard
        /// What the batch adds.
        var bytes: Int64
        /// What the card has used in the cycle with it.
        var used: Int64 = 0
    }

    /// Stops cards for the rest of the cycle that have reached a limit of their own.
    private func add(_ cycles: [CardCycle: CardCycleUse]) throws {
        var cycles = cycles
        let order = cycles.keys.sorted { ($0.card.rawValue, $0.cycle) < ($1.card.rawValue, $1.cycle) }
        var rows = SQLRows(.integer, .integer, .integer, .integer, capacity: order.count)
        for key in order {
            let bytes = SQLValue.integer(cycles[key]?.bytes ?? 0)
            rows.append(scope.account.sqlValue, key.card.sqlValue, key.cycle.sqlValue, bytes)
        }
        try scope.transaction.forEachRow(of: rows) { query in
            """
            INSERT INTO sim_card_cycles (account_id, sim_card_id, cycle, used_bytes) \(query)
            ON CONFLICT (account_id, sim_card_id, cycle)
            DO UPDATE SET used_bytes = sim_card_cycles.used_bytes + excluded.used_bytes
            RETURNING sim_card_id, cycle, used_bytes
            """
        } _: {
            let key = CardCycle(card: SIMCardID($0.integer(0)), cycle: BillingCycle(index: $0.integer(1)))
            cycles[key]?.used = $0.integer(2)
        }
        for key in order {
            if let use = cycles[key] { try limit(use, in: key.cycle) }
        }
    }

    private func limit(_ use: CardCycleUse, in cycle: BillingCycle) throws {
        let (card, used, before) = (use.card, use.used, use.used - use.bytes)
        guard use.bytes > 0, cycle == card.carrier.cycle(at: scope.now) else { return }
        let quota = card.quotaMegabytes < 0 ? Int64.max : max(DataAmount(megabytes: card.quotaMegabytes).bytes, 1)
        if before < quota, quota <= used {
            try scope.simCards.limit(card.id, in: cycle, reason: .threshold)
        } else if used < quota, card.pool == nil, before < max(card.monthly.bytes, 1), card.monthly.bytes <= used {
            try scope.simCards.limit(card.id, in: cycle, reason: .used)
        }
    }
}
