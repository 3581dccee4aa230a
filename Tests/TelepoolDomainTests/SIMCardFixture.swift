import TelepoolDomain
import TelepoolSQL
import TelepoolTestSupport
import TelepoolTime

/// One plan, one order of cards, and what tests do with them.
struct SIMCardFixture: Sendable {
    var domain: DomainFixture
    let plan: PricePlan

    /// - Parameter cards: how many activatable cards order 1 has.
    init(_ carrier: Carrier = .unicom, cards: Int = 2, megabytes: Int64 = 30, silentPeriod: SilentPeriod? = nil)
        async throws
    {
        let domain = try await DomainFixture()
        let plan = PricePlan(
            id: PricePlanID("10000"), name: "30M", carrier: carrier, monthlyData: DataAmount(megabytes: megabytes),
            months: 12, silentPeriod: silentPeriod)
        try await domain.write { scope in
            try scope.pricePlans.create(plan)
            _ = try scope.simCards.add(
                (0..<cards).map { SIMCard(iccid: Self.iccid($0), status: .activatable) }, to: OrderID(1), plan: plan.id)
        }
        (self.domain, self.plan) = (domain, plan)
    }

    static func iccid(_ serial: Int) -> String { "\(8_986_000_000_000_000_000 + serial)" }

    func write<Result: Sendable>(
        at now: Timestamp = .example, _ body: @escaping @Sendable (TenantScope) throws -> Result
    ) async throws -> Result {
        try await domain.write(at: now, body)
    }

    func card(_ serial: Int = 0, at now: Timestamp = .example) async throws -> HeldSIMCard {
        try await write(at: now) { scope in
            guard let card = try scope.simCards.find(iccid: Self.iccid(serial)) else {
                throw DomainError.simCard(.unknown)
            }
            return card
        }
    }

    /// Uses so many MB with a card.
    func use(_ megabytes: Int64, with serial: Int = 0, id: String, at now: Timestamp = .example) async throws {
        let record = UsageRecord(
            id: id, card: .iccid(Self.iccid(serial)), at: now, up: DataAmount(bytes: 0),
            down: DataAmount(megabytes: megabytes))
        _ = try await write(at: now) { try $0.usage.add([record]) }
    }

    /// Asks for something and lets the server carry it out.
    func perform(_ action: SIMCardAction, on serial: Int = 0, at now: Timestamp = .example) async throws -> WorkOrder {
        let card = try await card(serial, at: now)
        let id = try await write(at: now) { try $0.workOrders.request(action, for: card) }
        try await carryOut(at: now)
        return try await write(at: now) { scope in
            guard let order = try scope.workOrders.find(id) else { throw DomainError.unknownWorkOrder(id) }
            return order
        }
    }

    func carryOut(at now: Timestamp) async throws {
        _ = try await domain.database.write { [environment = domain.environment] in
            try SystemScope(transaction: $0, environment: environment, now: now).carryOutWorkOrders(limit: 100)
        }
    }

    func pool(since: Timestamp? = nil, policy: SIMPoolPolicy = .suspend) async throws -> SIMPoolID {
        try await write { try $0.simPools.create(name: "池", policy: policy, orders: [OrderID(1)], since: since) }
    }

    func record(of pool: SIMPoolID, at now: Timestamp = .example) async throws -> SIMPoolCycle? {
        try await write(at: now) {
            try $0.simPools.list(.init(), offset: 0, limit: 10).elements.first { $0.id == pool }
        }
    }
}
