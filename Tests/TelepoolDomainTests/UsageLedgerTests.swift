import TelepoolDomain
import TelepoolSQL
import TelepoolTestSupport
import TelepoolTime
import Testing

/// The ledger: what counts, where, for how long, and how it is proven.
struct `The usage ledger` {
    private func record(
        _ id: String, _ at: String, up: Int64 = 1, down: Int64 = 2, source: String = "", card: SIMCardKey? = nil
    ) -> UsageRecord {
        UsageRecord(
            source: source, id: id, card: card ?? .iccid(SIMCardFixture.iccid(0)), at: .at(at),
            up: DataAmount(bytes: up),
            down: DataAmount(bytes: down))
    }

    private func audit(_ cards: SIMCardFixture, at now: Timestamp = .example) async throws -> [UsageDiscrepancy] {
        try await cards.write(at: now) { try $0.usage.audit(nil, limit: 100) }
    }

    private func system<Result: Sendable>(
        _ cards: SIMCardFixture, at now: Timestamp, _ body: @escaping @Sendable (SystemScope) throws -> Result
    ) async throws -> Result {
        try await cards.domain.database.write { [environment = cards.domain.environment] in
            try body(SystemScope(transaction: $0, environment: environment, now: now))
        }
    }

    /// Deletes what is closed, record by record, until there is nothing to be done.
    private func dropClosedRecords(_ cards: SIMCardFixture, at now: Timestamp) async throws {
        let account = cards.domain.account.id
        while let due = try await system(cards, at: now, { try $0.accountWithClosedRecords() }) {
            #expect(due == account)
            #expect(try await system(cards, at: now) { try $0.dropClosedRecords(limit: 1) } == 1)
        }
        #expect(try await system(cards, at: now) { try $0.dropClosedRecords(limit: 1) } == 0)
    }

    @Test func `takes a record of a source once`() async throws {
        let cards = try await SIMCardFixture()
        let records = [
            record("1", "2022-09-01T00:00:00Z"), record("1", "2022-09-01T00:00:00Z", source: "b"),
            record("1", "2022-09-01T00:00:00Z"), record("1", "2022-09-01T00:00:00Z", up: 2),
            record("1", "2022-09-01T00:00:00Z", down: 1, source: "b"), record("1", "2022-09-01T00:00:01Z"),
        ]
        let outcomes = try await cards.write { try $0.usage.add(records) }
        #expect(outcomes == [.accepted, .accepted, .duplicate] + Array(repeating: .rejected(.recordDiffers), count: 3))
        #expect(try await cards.card().used.bytes == 6)
        #expect(try await audit(cards) == [])
    }

    @Test func `knows cards by any of their numbers`() async throws {
        let cards = try await SIMCardFixture()
        let outcomes = try await cards.write { [self] scope in
            let delivered = [("11", "460010000000001"), ("12", "460010000000002"), ("13", "460010000000002")].map {
                SIMCard(iccid: "89861234567890123\($0)", msisdn: "8613000000\($0)", imsi: $1, status: .inUse)
            }
            _ = try scope.simCards.add(delivered, to: OrderID(1), plan: PricePlanID("10000"))
            return try scope.usage.add([
                record("1", "2022-09-01T00:00:00Z", card: .msisdn("861300000011")),
                record("2", "2022-09-01T00:00:00Z", card: .imsi("460010000000001")),
                record("3", "2022-09-01T00:00:00Z", card: .imsi("460010000000002")),
                record("4", "2022-09-01T00:00:00Z", card: .imsi("460010000000009")),
            ])
        }
        #expect(outcomes == [.accepted, .accepted, .rejected(.ambiguousCard), .rejected(.unknownCard)])
    }

    // Cycle 2022-09 of China Unicom ends on 26 September, that of China Telecom four days later; two more cycles end on
    // 26 and 30 November; then 32 days.
    @Test(arguments: [
        (Carrier.unicom, "2022-12-28T16:00:00Z", "2022-09-26T15:59:59Z", "2022-08-26T15:59:59Z"),
        (.telecom, "2023-01-01T16:00:00Z", "2022-09-30T15:59:59Z", "2022-08-31T15:59:59Z"),
    ])
    func `keeps the memory of what it has counted for two cycles and 32 days`(
        _ carrier: Carrier, _ end: String, _ latest: String, _ older: String
    ) async throws {
        let (cards, end) = (try await SIMCardFixture(carrier), Timestamp.at(end))
        let late = record("late", latest)
        let outcomes = try await cards.write(at: end.adding(seconds: -1)) { [self] in
            try $0.usage.add([late, record("old", older)])
        }
        #expect(outcomes == [.accepted, .rejected(.tooOld)])
        let again = try await cards.write(at: end.adding(seconds: -1)) { try $0.usage.add([late]) }
        #expect(again == [.duplicate])
        #expect(try await cards.write(at: end) { try $0.usage.add([late]) } == [.rejected(.tooOld)])
    }

    @Test func `closes cycles with a chain of checksums and drops their records`() async throws {
        let cards = try await SIMCardFixture()
        let pool = try await cards.pool(since: .at("2022-07-01T00:00:00Z"))
        let records = [record("1", "2022-09-01T00:00:00Z"), record("2", "2022-08-01T00:00:00Z")]
        _ = try await cards.write { try $0.usage.add(records) }
        let later = Timestamp.at("2023-03-01T00:00:00Z")
        #expect(try await system(cards, at: later) { try $0.rollOver(limit: 10) } == 1)
        #expect(try await system(cards, at: later) { try $0.rollOver(limit: 10) } == 0)
        let closed = try await system(cards, at: later) { try $0.closeCycles(limit: 100) }
        // 2022-07 to 2022-11: of 2022-12 records are still taken.
        #expect(closed == 5)
        #expect(try await system(cards, at: later) { try $0.closeCycles(limit: 100) } == 0)
        try await dropClosedRecords(cards, at: later)
        let left = try await system(cards, at: later) {
            try $0.transaction.first("SELECT count(*) FROM usage_records") { $0.integer(0) }
        }
        #expect(left == 0)
        #expect(try await audit(cards, at: later) == [])
        for change in ["used_bytes = used_bytes + 1", "activated = activated + 1"] as [SQLStatement] {
            _ = try await system(cards, at: later) { scope in
                try scope.transaction.execute(
                    "UPDATE sim_pool_cycles SET \(change) WHERE cycle = \(BillingCycle(year: 2022, month: 8))")
            }
            let found = try await audit(cards, at: later).filter { $0.counter == .checksum }
            #expect(found.map(\.id) == [pool.rawValue] && found.map(\.period) == ["2022-08"])
        }
    }

    @Test(arguments: [0, 1])
    func `does not open again what is closed when records are to be kept for longer`(_ records: Int) async throws {
        var cards = try await SIMCardFixture()
        _ = try await cards.pool(since: .at("2022-07-01T00:00:00Z"))
        let old = record("old", "2022-08-26T15:59:59Z")
        _ = try await cards.write { try $0.usage.add(Array(repeating: old, count: records)) }
        // The cycles 2022-07 and 2022-08 of China Unicom are over for so long.
        let later = Timestamp.at("2022-12-01T00:00:00Z")
        #expect(try await system(cards, at: later) { try $0.rollOver(limit: 10) } == 1)
        #expect(try await system(cards, at: later) { try $0.closeCycles(limit: 100) } == 2)
        try await dropClosedRecords(cards, at: later)
        for retention in [UsageRetention(cycles: 12, days: 0), UsageRetention(cycles: 0, days: 366)] {
            cards.domain.environment.usageRetention = retention
            #expect(try await cards.write(at: later) { try $0.usage.add([old]) } == [.rejected(.tooOld)])
            #expect(try await audit(cards, at: later) == [])
        }
    }

    @Test func `closes what is to be kept for less time than before`() async throws {
        var cards = try await SIMCardFixture()
        let late = record("late", "2022-08-26T15:59:59Z")
        #expect(try await cards.write { try $0.usage.add([late]) } == [.accepted])
        cards.domain.environment.usageRetention = UsageRetention(cycles: 0, days: 1)
        #expect(try await cards.write { try $0.usage.add([late]) } == [.rejected(.tooOld)])
        try await dropClosedRecords(cards, at: .example)
        #expect(try await audit(cards) == [])
        let left = try await system(cards, at: .example) {
            try $0.transaction.first("SELECT count(*) FROM usage_records") { $0.integer(0) }
        }
        #expect(left == 0)
    }

    @Test func `finds every counter that is wrong by a byte`() async throws {
        let cards = try await SIMCardFixture()
        let pool = try await cards.pool()
        _ = try await cards.write { [self] in try $0.usage.add([record("1", "2022-09-01T00:00:00Z")]) }
        let card = try await cards.card().id.rawValue
        let tampering: [(SQLStatement, [UsageDiscrepancy.Counter: Int64])] = [
            ("UPDATE usage_records SET up_bytes = up_bytes + 1", [.cardDay: card]),
            ("UPDATE sim_card_days SET up_bytes = up_bytes + 1", [.cardDay: card, .cardCycle: card]),
            ("UPDATE sim_card_cycles SET used_bytes = used_bytes + 1", [.cardCycle: card, .poolCycle: pool.rawValue]),
            ("UPDATE sim_pool_cycles SET used_bytes = used_bytes + 1", [.poolCycle: pool.rawValue]),
            ("UPDATE sim_pool_cycles SET inactive = inactive + 1", [.poolMembers: pool.rawValue]),
        ]
        for (statement, expected) in tampering {
            let found = try await cards.domain.database.write {
                [environment = cards.domain.environment, id = cards.domain.account.id] in
                let scope = TenantScope(account: id, transaction: $0, environment: environment, now: .example)
                try scope.transaction.execute("SAVEPOINT tampering")
                try scope.transaction.execute(statement)
                defer { _ = try? scope.transaction.execute("ROLLBACK TO tampering") }
                return try scope.usage.audit(BillingCycle(year: 2022, month: 9), limit: 100)
            }
            #expect(Dictionary(uniqueKeysWithValues: found.map { ($0.counter, $0.id) }) == expected)
            #expect(found.allSatisfy { abs($0.difference) == 1 })
        }
        #expect(try await audit(cards) == [])
    }

    @Test func `counts an order's usage from the cycle in which it joins`() async throws {
        let cards = try await SIMCardFixture()
        let pool = try await cards.pool()
        try await cards.write { [self] scope in
            _ = try scope.simCards.add(
                [SIMCard(iccid: SIMCardFixture.iccid(8), status: .inUse)], to: OrderID(2), plan: PricePlanID("10000"))
            _ = try scope.usage.add(
                ["2022-09-01T00:00:00Z", "2022-08-01T00:00:00Z"].map {
                    record($0, $0, card: .iccid(SIMCardFixture.iccid(8)))
                })
            try scope.simPools.addOrders([OrderID(2)], to: pool)
        }
        let joined = try await cards.record(of: pool)
        #expect(joined?.used.bytes == 3 && joined?.activated == 1 && joined?.inactive == 2 && joined?.orders == "1,2")
        #expect(try await audit(cards) == [])
    }
}
