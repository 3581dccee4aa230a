import TelepoolSQL
import TelepoolTime

/// How the ledger lies in the database.
extension Usage {
    private static let byICCID = cardStatement("s.iccid = ?")
    private static let byIMSI = cardStatement("s.imsi = ?")
    private static let byMSISDN = cardStatement("s.msisdn = ?")
    private static let byFormerICCID = cardStatement(
        """
        s.id = (SELECT r.sim_card_id FROM sim_card_replacements r
                WHERE r.account_id = ? AND r.iccid = ?)
        """)

    private static func cardStatement(_ condition: SQLStatement) -> SQLStatement {
        """
        SELECT s.id, pl.carrier, pl.monthly_bytes, s.quota_mb, s.status, o.sim_pool_id, o.pool_since, s.added_in
        FROM sim_cards s
        JOIN orders o ON o.account_id = s.account_id AND o.id = s.order_id
        JOIN price_plans pl ON pl.account_id = o.account_id AND pl.id = o.price_plan_id
        WHERE s.account_id = ? AND \(condition) LIMIT 2
        """
    }

    func find(_ key: SIMCardKey) throws -> MeteredCard.Found {
        let account = scope.account.sqlValue
        let found =
            switch key {
            case .iccid(let iccid): try cards(Self.byICCID.binding([account, .text(iccid)]))
            case .imsi(let imsi): try cards(Self.byIMSI.binding([account, .text(imsi)]))
            case .msisdn(let msisdn): try cards(Self.byMSISDN.binding([account, .text(msisdn)]))
            }
        if let card = found.first { return found.count == 1 ? .one(card) : .several }
        guard case .iccid(let iccid) = key else { return .none }
        return try cards(Self.byFormerICCID.binding([account, account, .text(iccid)])).first.map(MeteredCard.Found.one)
            ?? .none
    }

    private func cards(_ statement: SQLStatement) throws -> [MeteredCard] {
        try scope.transaction.rows(statement) {
            MeteredCard(
                id: SIMCardID($0.integer(0)), carrier: Carrier(stored: $0.integer(1)),
                monthly: DataAmount(bytes: $0.integer(2)), quotaMegabytes: $0.integer(3),
                isActivatable: SIMCardStatus(rawValue: $0.integer(4))?.isActivatable ?? false,
                pool: $0.optionalInteger(5).map(SIMPoolID.init),
                pooledFrom: BillingCycle(index: max($0.optionalInteger(6) ?? 0, $0.integer(7))))
        }
    }

    private static let insertion: SQLStatement = """
        INSERT INTO usage_records (account_id, source, id, sim_card_id, at, up_bytes, down_bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """

    func insert(_ record: UsageRecord, of card: MeteredCard) throws -> ImportOutcome {
        let inserted = try scope.transaction.execute(
            Self.insertion.binding([
                scope.account.sqlValue, .text(record.source), .text(record.id), card.id.sqlValue, record.at.sqlValue,
                record.up.sqlValue, record.down.sqlValue,
            ]))
        if inserted == 1 { return .accepted }
        let isSame = try scope.transaction.first(
            """
            SELECT sim_card_id, at, up_bytes, down_bytes FROM usage_records
            WHERE account_id = \(scope.account) AND source = \(record.source) AND id = \(record.id)
            """
        ) {
            $0.integer(0) == card.id.rawValue && $0.integer(1) == record.at.milliseconds
                && $0.integer(2) == record.up.bytes && $0.integer(3) == record.down.bytes
        }
        return isSame == true ? .duplicate : .rejected(.recordDiffers)
    }

    /// Adds the sums of a batch to the counters. Always in the same order, so that two batches never wait for each other
    /// in a circle.
    func apply(_ sums: UsageSums) throws {
        var pools: [SIMPoolID: [BillingCycle: Int64]] = [:]
        for use in sums.cards.sorted(by: { $0.card.id.rawValue < $1.card.id.rawValue }) {
            guard let first = use.first else { continue }
            // The first use of a card activates it (`reference/huawei-gsl.md`, 5.2).
            if use.card.isActivatable, let held = try scope.simCards.find(use.card.id) {
                try scope.simCards.activate(held, at: first)
            }
            for (day, traffic) in use.days.sorted(by: { $0.day < $1.day }) {
                try add(traffic, to: use.card.id, on: day)
            }
            for (cycle, bytes) in use.cycles.sorted(by: { $0.cycle < $1.cycle }) {
                try add(bytes, to: use.card, in: cycle)
                if let pool = use.card.pool, cycle >= use.card.pooledFrom {
                    pools[pool, default: [:]][cycle, default: 0] += bytes
                }
            }
        }
        for (pool, cycles) in pools.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            for (cycle, bytes) in cycles.sorted(by: { $0.key < $1.key }) {
                try scope.simPools.addUsage(DataAmount(bytes: bytes), in: cycle, to: pool)
            }
        }
    }

    private static let addition: SQLStatement = """
        INSERT INTO sim_card_days (account_id, sim_card_id, day, up_bytes, down_bytes)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (account_id, sim_card_id, day)
        DO UPDATE SET up_bytes = sim_card_days.up_bytes + excluded.up_bytes,
                      down_bytes = sim_card_days.down_bytes + excluded.down_bytes
        """

    private func add(_ traffic: UsageSums.Traffic, to card: SIMCardID, on day: Int64) throws {
        try scope.transaction.execute(
            Self.addition.binding([
                scope.account.sqlValue, card.sqlValue, day.sqlValue, traffic.up.sqlValue, traffic.down.sqlValue,
            ]))
    }

    private static let additionToCycle: SQLStatement = """
        INSERT INTO sim_card_cycles (account_id, sim_card_id, cycle, used_bytes)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (account_id, sim_card_id, cycle)
        DO UPDATE SET used_bytes = sim_card_cycles.used_bytes + excluded.used_bytes
        RETURNING used_bytes
        """

    /// Stops the card for the rest of the cycle when it has reached its own limit.
    private func add(_ bytes: Int64, to card: MeteredCard, in cycle: BillingCycle) throws {
        let used = try scope.transaction.first(
            Self.additionToCycle.binding([
                scope.account.sqlValue, card.id.sqlValue, cycle.sqlValue, .integer(bytes),
            ])
        ) { $0.integer(0) }
        guard let used, bytes > 0, cycle == card.carrier.cycle(at: scope.now) else { return }
        let before = used - bytes
        let quota = card.quotaMegabytes < 0 ? Int64.max : max(DataAmount(megabytes: card.quotaMegabytes).bytes, 1)
        if before < quota, quota <= used {
            try scope.simCards.limit(card.id, in: cycle, reason: .threshold)
        } else if used < quota, card.pool == nil, before < max(card.monthly.bytes, 1), card.monthly.bytes <= used {
            try scope.simCards.limit(card.id, in: cycle, reason: .used)
        }
    }
}
