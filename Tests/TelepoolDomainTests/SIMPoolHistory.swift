import TelepoolDomain
import TelepoolSQL
import TelepoolTestSupport
import TelepoolTime

/// A sequence of random numbers that a seed determines (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A random history of SIM pools, and what a simple model says of it: which cards are members from which cycle on, what
/// each card has used in which cycle, and what was bought for which.
struct SIMPoolHistory {
    struct Card {
        var iccid: String
        var order: OrderID
        /// The first cycle in which it can be a member of its order's pool.
        var memberFrom: BillingCycle
        var used: [BillingCycle: Int64] = [:]
    }

    struct Pool {
        var id: SIMPoolID
        var carrier: Carrier
        var kind: SIMPoolKind
        var policy: SIMPoolPolicy
        /// From which cycle on an order is the pool's.
        var orders: [OrderID: BillingCycle]
        var addOns: [BillingCycle: Int64] = [:]
    }

    static let monthly: [Carrier: Int64] = [.mobile: 10, .telecom: 0, .unicom: 30]

    let fixture: DomainFixture
    private(set) var now: Timestamp
    private(set) var random: SeededGenerator
    private(set) var cards: [Card] = []
    private(set) var pools: [Pool] = []
    private(set) var orders: [OrderID: Carrier] = [:]
    private var serial: Int64 = 0

    init(seed: UInt64, start: Timestamp) async throws {
        fixture = try await DomainFixture()
        now = start
        random = SeededGenerator(seed: seed)
        try await fixture.write(at: start) { scope in
            for carrier in Carrier.allCases { try scope.pricePlans.create(Self.plan(carrier)) }
        }
    }

    /// The members of a pool in a cycle.
    func members(of pool: Pool, in cycle: BillingCycle) -> [Card] {
        cards.filter { card in
            pool.orders[card.order].map { $0 <= cycle } == true && card.memberFrom <= cycle
        }
    }

    private static func plan(_ carrier: Carrier) -> PricePlan {
        PricePlan(
            id: PricePlanID("\(carrier)"), name: "\(carrier)", carrier: carrier,
            monthlyData: DataAmount(megabytes: monthly[carrier] ?? 0), months: 24,
            silentPeriod: carrier == .mobile ? SilentPeriod(length: 1, unit: .month) : nil)
    }
}

// MARK: - Steps

extension SIMPoolHistory {
    /// Does something by chance. What the domain refuses has no effect.
    ///
    /// - Returns: what was done, for the report of a failure.
    mutating func step() async throws -> String {
        do {
            switch Int.random(in: 0..<20, using: &random) {
            case 0...2: return try await importCards()
            case 3: return try await makePool()
            case 4: return try await joinPool()
            case 5...6: return try await act(.enable)
            case 7: return try await act(.stop)
            case 8: return try await act(.reset)
            case 9: return try await act(.setQuota(Int64.random(in: -1...20, using: &random)))
            case 10: return try await deregister()
            case 11: return try await buyAddOn()
            case 12: return try await sweep()
            case 13...15: return moveClock()
            default: return try await use()
            }
        } catch let error as DomainError {
            return "refused: \(error)"
        }
    }

    private mutating func moveClock() -> String {
        // Mostly hours and days, now and then months at once.
        let seconds =
            Int.random(in: 0..<10, using: &random) == 0
            ? Int64.random(in: 1...100 * 86_400, using: &random) : Int64.random(in: 1...6 * 86_400, using: &random)
        now = now.adding(seconds: seconds)
        return "it is \(now)"
    }

    /// What the server does by itself; whether it does makes no difference to anybody.
    private mutating func sweep() async throws -> String {
        let (environment, now) = (fixture.environment, now)
        try await fixture.database.write {
            let scope = SystemScope(transaction: $0, environment: environment, now: now)
            _ = try scope.activateSilentCards(limit: 1000)
            _ = try scope.rollOver(limit: 1000)
            _ = try scope.closeCycles(limit: 1000)
            while try scope.dropClosedRecords(limit: 5) > 0 {}
        }
        return "swept"
    }

    private mutating func importCards() async throws -> String {
        let carrier = Carrier.allCases.randomElement(using: &random) ?? .mobile
        let known = orders.filter { $0.value == carrier }.keys.sorted { $0.rawValue < $1.rawValue }
        let isNew = known.isEmpty || Bool.random(using: &random)
        let order = isNew ? OrderID(Int64(orders.count + 1)) : known.randomElement(using: &random) ?? known[0]
        var new: [SIMCard] = []
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            serial += 1
            let status = SIMCardStatus.allCases.randomElement(using: &random) ?? .inUse
            let isActivated = status.membership != .inactive && Bool.random(using: &random)
            let activated = now.adding(seconds: -Int64.random(in: 0...300 * 86_400, using: &random))
            new.append(
                SIMCard(
                    iccid: "\(8_986_000_000_000_000_000 + serial)", status: status,
                    activatedAt: isActivated ? activated : nil))
        }
        let (delivered, plan) = (new, Self.plan(carrier).id)
        let outcomes = try await fixture.write(at: now) {
            try $0.simCards.add(delivered, to: order, plan: plan)
        }
        orders[order] = carrier
        let isPooled = pools.contains { $0.orders[order] != nil }
        let from = isPooled ? carrier.cycle(at: now) : BillingCycle(index: 0)
        for (card, outcome) in zip(delivered, outcomes) where outcome == .accepted {
            cards.append(Card(iccid: card.iccid, order: order, memberFrom: from))
        }
        return "\(delivered.count) cards of order \(order)"
    }

    /// Orders of a carrier that are in no pool.
    private mutating func freeOrders(of carrier: Carrier?) -> [OrderID] {
        let carrier = carrier ?? Carrier.allCases.randomElement(using: &random)
        let free = orders.filter { order in
            order.value == carrier && !pools.contains { $0.orders[order.key] != nil }
        }
        return free.keys.sorted { $0.rawValue < $1.rawValue }.shuffled(using: &random)
    }

    private mutating func makePool() async throws -> String {
        let orders = Array(freeOrders(of: nil).prefix(Int.random(in: 1...2, using: &random)))
        guard let carrier = orders.first.flatMap({ self.orders[$0] }) else { return "no order for a pool" }
        let kind = carrier == .telecom && Bool.random(using: &random) ? SIMPoolKind.backward : .forward
        let policy = SIMPoolPolicy.allCases.randomElement(using: &random) ?? .suspend
        let since = now.adding(seconds: -Int64.random(in: 0...250 * 86_400, using: &random))
        let id = try await fixture.write(at: now) {
            try $0.simPools.create(name: "池", kind: kind, policy: policy, orders: orders, since: since)
        }
        let first = carrier.cycle(at: since)
        pools.append(
            Pool(
                id: id, carrier: carrier, kind: kind, policy: policy,
                orders: Dictionary(uniqueKeysWithValues: orders.map { ($0, first) })))
        return "pool \(id) of orders \(orders)"
    }

    private mutating func joinPool() async throws -> String {
        guard let index = pools.indices.randomElement(using: &random) else { return "no pool to join" }
        let (id, carrier) = (pools[index].id, pools[index].carrier)
        guard let order = freeOrders(of: carrier).first else { return "no order to join" }
        try await fixture.write(at: now) { try $0.simPools.addOrders([order], to: id) }
        pools[index].orders[order] = carrier.cycle(at: now)
        return "order \(order) joins pool \(id)"
    }

    private mutating func buyAddOn() async throws -> String {
        guard let index = pools.indices.randomElement(using: &random) else { return "no pool to add to" }
        let (id, amount) = (pools[index].id, DataAmount(megabytes: Int64.random(in: 1...40, using: &random)))
        let addOn = try await fixture.write(at: now) { try $0.simPools.addOn(amount, to: id) }
        pools[index].addOns[addOn.cycle, default: 0] += amount.bytes
        return "add-on for pool \(id)"
    }

    /// Asks for a work order; it is carried out some time later, or never.
    private mutating func act(_ action: SIMCardAction) async throws -> String {
        guard let card = cards.randomElement(using: &random)?.iccid else { return "no card" }
        let isCarriedOut = Int.random(in: 0..<4, using: &random) > 0
        let (environment, now) = (fixture.environment, now)
        try await fixture.write(at: now) { scope in
            guard let held = try scope.simCards.find(iccid: card) else { return }
            _ = try scope.workOrders.request(action, for: held)
        }
        if isCarriedOut {
            _ = try await fixture.database.write {
                try SystemScope(transaction: $0, environment: environment, now: now).carryOutWorkOrders(limit: 100)
            }
        }
        return "\(action) of \(card)"
    }

    private mutating func deregister() async throws -> String {
        guard let card = cards.randomElement(using: &random)?.iccid else { return "no card" }
        try await fixture.write(at: now) { scope in
            if let held = try scope.simCards.find(iccid: card) { try scope.simCards.deregister(held) }
        }
        return "\(card) is deregistered"
    }

    /// Reports usage of any cards, most of it new, some of it late, some twice.
    private mutating func use() async throws -> String {
        var records: [UsageRecord] = []
        for _ in 0..<Int.random(in: 1...5, using: &random) {
            guard let card = cards.randomElement(using: &random) else { return "no card" }
            serial += 1
            let age = Bool.random(using: &random) ? 0 : Int64.random(in: 0...150 * 86_400, using: &random)
            let most = Int64(Bool.random(using: &random) ? 100 : 12_000_000)
            records.append(
                UsageRecord(
                    id: "\(serial)", card: .iccid(card.iccid), at: now.adding(seconds: -age),
                    up: DataAmount(bytes: Int64.random(in: 0...most, using: &random)),
                    down: DataAmount(bytes: Int64.random(in: 0...most, using: &random))))
        }
        if Bool.random(using: &random) { records.append(records[0]) }
        let reported = records
        let outcomes = try await fixture.write(at: now) { try $0.usage.add(reported) }
        for (record, outcome) in zip(records, outcomes) where outcome == .accepted {
            guard let index = cards.firstIndex(where: { record.card == .iccid($0.iccid) }),
                let carrier = orders[cards[index].order]
            else { continue }
            cards[index].used[carrier.cycle(at: record.at), default: 0] += record.up.bytes + record.down.bytes
        }
        return "\(records.count) usage records"
    }
}
