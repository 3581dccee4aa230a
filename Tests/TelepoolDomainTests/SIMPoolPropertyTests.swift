import TelepoolDomain
import TelepoolSQL
import TelepoolTestSupport
import TelepoolTime
import Testing

/// What holds of SIM pools whatever happens (`reference/huawei-gsl.md`, 5.8), over random histories whose clocks go over
/// ends of years, leap days, and the beginnings of every carrier's cycles.
struct `SIM pools at all times` {
    private static let steps = 150

    @Test(
        arguments: [
            (1, "2022-08-25T00:00:00Z"), (2, "2023-12-20T12:00:00Z"), (3, "2024-02-24T15:59:59Z"),
            (4, "2024-12-25T23:00:00Z"), (5, "2023-02-26T16:00:00Z"), (6, "2024-01-31T15:59:59.999Z"),
        ] as [(UInt64, String)])
    func `keep the eight invariants, and their books`(seed: UInt64, start: String) async throws {
        var history = try await SIMPoolHistory(seed: seed, start: .at(start))
        var closed: [Closed: SIMPoolCycle] = [:]
        for number in 1...Self.steps {
            let done = try await history.step()
            let comment: Comment = "seed \(seed), step \(number): \(done)"
            let (state, before) = (history, closed)
            closed = try await history.fixture.read(at: history.now) { scope in
                try #require(try scope.usage.audit(nil, limit: 10) == [], comment)
                return try check(state, scope, closed: before, comment)
            }
        }
        // A history in which nothing happens would prove nothing.
        #expect(history.pools.count >= 3)
        #expect(closed.count >= 20)
    }

    /// A pool in a cycle that is over.
    private struct Closed: Hashable {
        var pool: SIMPoolID
        var cycle: BillingCycle
    }

    private func check(
        _ history: SIMPoolHistory, _ scope: TenantScope, closed: [Closed: SIMPoolCycle], _ comment: Comment
    ) throws -> [Closed: SIMPoolCycle] {
        var closed = closed
        for kind in SIMPoolKind.allCases {
            let records = try checkPages(kind, history, scope, comment)
            for record in records {
                let pool = try #require(history.pools.first { $0.id == record.id }, comment)
                try check(record, of: pool, in: history, scope, comment)
                let key = Closed(pool: record.id, cycle: record.cycle)
                if let before = closed[key] {
                    // What is over keeps its members and its data, whatever usage still comes.
                    try #require(
                        [before.activated, before.inactive, before.disassembled, before.total.bytes]
                            == [record.activated, record.inactive, record.disassembled, record.total.bytes], comment)
                    try #require(before.used <= record.used, comment)
                }
                if record.cycle < pool.carrier.cycle(at: history.now) { closed[key] = record }
            }
        }
        return closed
    }

    /// 6 and 7: pages are disjoint and complete, and a pool has at most six cycles, none to come.
    private func checkPages(
        _ kind: SIMPoolKind, _ history: SIMPoolHistory, _ scope: TenantScope, _ comment: Comment
    ) throws -> [SIMPoolCycle] {
        let filter = SIMPoolFilter(kind: kind, cycles: .last(6))
        let all = try scope.simPools.list(filter, offset: 0, limit: 500)
        try #require(all.total == Int64(all.elements.count), comment)
        var paged: [SIMPoolCycle] = []
        repeat {
            let page = try scope.simPools.list(filter, offset: Int64(paged.count), limit: 7)
            try #require(page.total == all.total, comment)
            paged += page.elements
        } while paged.count < all.elements.count
        try #require(paged == all.elements, comment)
        let pools = history.pools.filter { $0.kind == kind }
        try #require(Set(all.elements.map(\.id)) == Set(pools.map(\.id)), comment)
        for pool in pools {
            let cycles = all.elements.filter { $0.id == pool.id }.map(\.cycle)
            let current = pool.carrier.cycle(at: history.now)
            let first = max(pool.orders.values.min() ?? current, current.advanced(by: -5))
            let expected = (first.index...current.index).reversed().map(BillingCycle.init(index:))
            try #require(cycles == expected, comment)
        }
        return all.elements
    }

    private func check(
        _ record: SIMPoolCycle, of pool: SIMPoolHistory.Pool, in history: SIMPoolHistory, _ scope: TenantScope,
        _ comment: Comment
    ) throws {
        // 1
        let members = history.members(of: pool, in: record.cycle)
        try #require(record.quantity == record.activated + record.inactive + record.disassembled, comment)
        try #require(record.quantity == Int64(members.count), comment)
        // 2, as it is printed: of the same hundredths.
        let left = record.total.megabyteHundredths - record.used.megabyteHundredths
        try #require(record.used.megabyteHundredths + left == record.total.megabyteHundredths, comment)
        // 3
        let monthly = DataAmount(megabytes: SIMPoolHistory.monthly[pool.carrier] ?? 0)
        try #require(
            record.total.bytes == record.activated * monthly.bytes + pool.addOns[record.cycle, default: 0], comment)
        // 4 and 5
        let next = pool.carrier.start(of: record.cycle.advanced(by: 1))
        let end = pool.carrier.lastSecond(of: record.cycle)
        try #require(end.adding(seconds: 1) == next, comment)
        let date = CivilTime(end, offset: CivilTime.beijing).date
        try #require(BillingCycle(year: date.year, month: date.month) == record.cycle, comment)
        // 8
        let listed = try self.members(of: pool, in: record.cycle, scope, comment)
        try #require(Set(listed.map(\.iccid)) == Set(members.map(\.iccid)), comment)
        try #require(listed.count == members.count, comment)
        try #require(listed.map(\.used.bytes).reduce(0, +) == record.used.bytes, comment)
        let used = members.map { $0.used[record.cycle, default: 0] }.reduce(0, +)
        try #require(used == record.used.bytes, comment)
        if record.cycle == pool.carrier.cycle(at: history.now) { try checkStates(listed, record, pool, scope, comment) }
    }

    /// All members, page by page.
    private func members(
        of pool: SIMPoolHistory.Pool, in cycle: BillingCycle, _ scope: TenantScope, _ comment: Comment
    ) throws -> [SIMPoolMember] {
        var members: [SIMPoolMember] = []
        while true {
            let page = try scope.simPools.members(
                of: pool.id, kind: pool.kind, in: cycle, iccid: nil, offset: Int64(members.count), limit: 5)
            members += page.elements
            guard !page.elements.isEmpty, Int64(members.count) < page.total else {
                try #require(Int64(members.count) == page.total, comment)
                return members
            }
        }
    }

    /// The members now are counted as what they are, and those of a pool that has used what it has do not work.
    private func checkStates(
        _ members: [SIMPoolMember], _ record: SIMPoolCycle, _ pool: SIMPoolHistory.Pool, _ scope: TenantScope,
        _ comment: Comment
    ) throws {
        let held = try scope.simCards.find(members.map { .id($0.card) })
        var counts: [Membership: Int64] = [:]
        let isLimited =
            pool.kind == .forward && pool.policy == .suspend && record.used.bytes > 0 && record.used >= record.total
        for member in members {
            let card = try #require(held[.id(member.card)], comment)
            try #require(card.status == member.status, comment)
            counts[card.status.membership, default: 0] += 1
            if card.ownStatus == .inUse, card.stopReason != .planEnded {
                try #require((card.stopReason == .pool) == isLimited, comment)
            }
        }
        try #require(
            [counts[.activated] ?? 0, counts[.inactive] ?? 0, counts[.disassembled] ?? 0]
                == [record.activated, record.inactive, record.disassembled], comment)
    }

    /// 3: one more activated card is one more plan.
    @Test func `get the plan's data with each card that is activated`() async throws {
        let fixture = try await DomainFixture()
        let plan = PricePlan(
            id: PricePlanID("p"), name: "30M", carrier: .unicom, monthlyData: DataAmount(megabytes: 30), months: 12)
        let cards = (0..<3).map { SIMCard(iccid: "\(8_986_000_000_000_000_000 + $0)", status: .activatable) }
        try await fixture.write { scope in
            try scope.pricePlans.create(plan)
            _ = try scope.simCards.add(cards, to: OrderID(1), plan: plan.id)
            _ = try scope.simPools.create(name: "池", orders: [OrderID(1)])
        }
        for (number, card) in cards.enumerated() {
            let environment = fixture.environment
            try await fixture.write { scope in
                let held = try #require(try scope.simCards.find(iccid: card.iccid))
                _ = try scope.workOrders.request(.enable, for: held)
            }
            _ = try await fixture.database.write {
                try SystemScope(transaction: $0, environment: environment, now: .example).carryOutWorkOrders(limit: 1)
            }
            let total = try await fixture.read {
                try $0.simPools.list(.init(), offset: 0, limit: 10).elements.map(\.total)
            }
            #expect(total == [DataAmount(megabytes: Int64(30 * (number + 1)))])
        }
    }
}
