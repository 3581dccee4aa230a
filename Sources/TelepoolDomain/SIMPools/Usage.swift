import TelepoolSQL
package import TelepoolTime

/// Data that a card has used, as its source reports it.
package struct UsageRecord: Sendable, Equatable {
    /// The source's own id: the same record may come any number of times and counts once.
    package var id: String
    package var iccid: String
    package var at: Timestamp
    package var used: DataAmount

    package init(id: String, iccid: String, at: Timestamp, used: DataAmount) {
        self.id = id
        self.iccid = iccid
        self.at = at
        self.used = used
    }
}

/// The ledger of usage of an account: records, and the counters that are their sums.
package struct Usage {
    /// How far a record's time may lie ahead of the clock, in seconds.
    package static let tolerance: Int64 = 300

    let scope: TenantScope

    /// Takes records in: the records, the usage of each card and the usage of each pool change together.
    ///
    /// - Returns: for each record, in the same order, what came of it.
    package func add(_ records: [UsageRecord]) throws -> [ImportOutcome] {
        var cards: [String: Card?] = [:]
        var cardCycles: [CardCycle: Int64] = [:]
        var poolCycles: [PoolCycle: Int64] = [:]
        let outcomes = try records.map { record in
            guard record.at <= scope.now.adding(seconds: Self.tolerance) else { return ImportOutcome.rejected(.future) }
            let found = try cards[record.iccid] ?? find(iccid: record.iccid)
            cards[record.iccid] = .some(found)
            guard let card = found else { return .rejected(.unknownCard) }
            let outcome = try add(record, of: card)
            if outcome == .accepted {
                let cycle = card.carrier.cycle(at: record.at)
                cardCycles[CardCycle(card: card.id, cycle: cycle), default: 0] += record.used.bytes
                if let pool = card.pool {
                    poolCycles[PoolCycle(pool: pool, cycle: cycle), default: 0] += record.used.bytes
                }
            }
            return outcome
        }
        try addToCards(cardCycles)
        for (key, bytes) in poolCycles.sorted(by: { $0.key < $1.key }) {
            try scope.simPools.addUsage(DataAmount(bytes: bytes), in: key.cycle, to: key.pool)
        }
        return outcomes
    }
}

// MARK: - SQL

extension Usage {
    private struct Card {
        var id: SIMCardID
        var carrier: Carrier
        var pool: SIMPoolID?
    }

    private struct CardCycle: Hashable, Comparable {
        var card: SIMCardID
        var cycle: BillingCycle

        static func < (left: CardCycle, right: CardCycle) -> Bool {
            (left.card.rawValue, left.cycle) < (right.card.rawValue, right.cycle)
        }
    }

    private struct PoolCycle: Hashable, Comparable {
        var pool: SIMPoolID
        var cycle: BillingCycle

        static func < (left: PoolCycle, right: PoolCycle) -> Bool {
            (left.pool.rawValue, left.cycle) < (right.pool.rawValue, right.cycle)
        }
    }

    private func find(iccid: String) throws -> Card? {
        try scope.transaction.first(
            """
            SELECT s.id, p.carrier, o.sim_pool_id FROM sim_cards s
            JOIN orders o ON o.account_id = s.account_id AND o.id = s.order_id
            JOIN price_plans p ON p.account_id = o.account_id AND p.id = o.price_plan_id
            WHERE s.account_id = \(scope.account) AND s.iccid = \(iccid)
            """
        ) {
            Card(
                id: SIMCardID($0.integer(0)), carrier: Carrier(stored: $0.integer(1)),
                pool: $0.optionalInteger(2).map(SIMPoolID.init))
        }
    }

    private func add(_ record: UsageRecord, of card: Card) throws -> ImportOutcome {
        let inserted = try scope.transaction.execute(
            """
            INSERT INTO usage_records (account_id, id, sim_card_id, at, used_bytes)
            VALUES (\(scope.account), \(record.id), \(card.id), \(record.at), \(record.used)) ON CONFLICT DO NOTHING
            """)
        if inserted == 1 { return .accepted }
        let isSame = try scope.transaction.first(
            """
            SELECT sim_card_id, at, used_bytes FROM usage_records
            WHERE account_id = \(scope.account) AND id = \(record.id)
            """
        ) {
            $0.integer(0) == card.id.rawValue && $0.integer(1) == record.at.milliseconds
                && $0.integer(2) == record.used.bytes
        }
        return isSame == true ? .duplicate : .rejected(.recordDiffers)
    }

    /// Always in the same order, so that two batches never wait for each other in a circle.
    private func addToCards(_ used: [CardCycle: Int64]) throws {
        for (key, bytes) in used.sorted(by: { $0.key < $1.key }) {
            try scope.transaction.execute(
                """
                INSERT INTO sim_card_cycles (account_id, sim_card_id, cycle, used_bytes)
                VALUES (\(scope.account), \(key.card), \(key.cycle), \(bytes))
                ON CONFLICT (account_id, sim_card_id, cycle)
                DO UPDATE SET used_bytes = sim_card_cycles.used_bytes + excluded.used_bytes
                """)
        }
    }
}
