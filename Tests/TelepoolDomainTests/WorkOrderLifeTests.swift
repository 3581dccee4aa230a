import TelepoolDomain
import TelepoolSQL
import TelepoolTestSupport
import TelepoolTime
import Testing

/// From asking to done (`reference/huawei-gsl.md`, 4.0 and 4.16).
struct `Work orders in time` {
    private static let plan = PricePlan(
        id: PricePlanID("p"), name: "30M", carrier: .telecom, monthlyData: DataAmount(megabytes: 30), months: 12)

    private static func iccid(_ number: Int) -> String { "\(8_986_000_000_000_000_000 + number)" }

    /// Cards in use, and work orders that wait so many seconds.
    private func filled(delay: Int64, cards: Int = 1) async throws -> DomainFixture {
        var fixture = try await DomainFixture()
        fixture.environment.workOrderDelay = delay
        try await fixture.write { scope in
            try scope.pricePlans.create(Self.plan)
            let cards = (0..<cards).map {
                SIMCard(iccid: Self.iccid($0), status: .inUse, activatedAt: .at("2022-09-01T00:00:00Z"))
            }
            _ = try scope.simCards.add(cards, to: OrderID(1), plan: Self.plan.id)
        }
        return fixture
    }

    private func ask(
        _ fixture: DomainFixture, _ action: SIMCardAction = .stop, _ number: Int = 0, at now: Timestamp = .example
    ) async throws -> WorkOrderID {
        try await fixture.write(at: now) { scope in
            try scope.workOrders.request(action, for: try #require(try scope.simCards.find(iccid: Self.iccid(number))))
        }
    }

    /// What the sweeper does, at an instant; answers how many were carried out.
    @discardableResult
    private func sweep(_ fixture: DomainFixture, at now: Timestamp, limit: Int64 = 100) async throws -> Int {
        let environment = fixture.environment
        return try await fixture.database.write {
            try SystemScope(transaction: $0, environment: environment, now: now).carryOutWorkOrders(limit: limit)
        }
    }

    private func status(_ fixture: DomainFixture, _ number: Int = 0) async throws -> SIMCardStatus? {
        try await fixture.read { try $0.simCards.find(iccid: Self.iccid(number))?.status }
    }

    private func order(_ fixture: DomainFixture, _ id: WorkOrderID) async throws -> WorkOrder {
        try #require(try await fixture.read { try $0.workOrders.find(id) })
    }

    @Test func `wait for their delay`() async throws {
        let fixture = try await filled(delay: 600)
        let id = try await ask(fixture)
        #expect(try await sweep(fixture, at: .example.adding(seconds: 599)) == 0)
        #expect(try await status(fixture) == .inUse)
        let due = Timestamp.example.adding(seconds: 600)
        #expect(try await sweep(fixture, at: due) == 1)
        #expect(try await status(fixture) == .suspended)
        let done = try await order(fixture, id)
        #expect((done.status, done.succeeded, done.underWay, done.finishedAt) == (.done, 1, 0, due))
        #expect(try await sweep(fixture, at: due.adding(seconds: 1)) == 0)
    }

    @Test func `wait for somebody's approval, and for the delay from then on`() async throws {
        let fixture = try await filled(delay: 600, cards: 2)
        let (environment, account) = (fixture.environment, fixture.account.id)
        try await fixture.database.write {
            try SystemScope(transaction: $0, environment: environment).accounts.setReviewsWorkOrders(true, of: account)
        }
        let (approved, refused) = (try await ask(fixture), try await ask(fixture, .stop, 1))
        let later = Timestamp.example.adding(seconds: 86_400)
        #expect(try await sweep(fixture, at: later) == 0)
        #expect(try await order(fixture, approved).status == .inReview)
        try await fixture.write(at: later) {
            try $0.workOrders.decide(approved, refusing: nil)
            try $0.workOrders.decide(refused, refusing: "no")
        }
        #expect(try await sweep(fixture, at: later.adding(seconds: 599)) == 0)
        #expect(try await sweep(fixture, at: later.adding(seconds: 600)) == 1)
        #expect(try await status(fixture) == .suspended)
        #expect(try await status(fixture, 1) == .inUse)
        let rejected = try await order(fixture, refused)
        #expect((rejected.status, rejected.failReason, rejected.failed) == (.rejected, "no", 1))
        // What has been decided is decided, and another account's is unknown.
        for id in [approved, refused] {
            await #expect(throws: DomainError.unknownWorkOrder(id)) {
                try await fixture.write { try $0.workOrders.decide(id, refusing: nil) }
            }
        }
        await #expect(throws: DomainError.unknownWorkOrder(approved)) {
            try await fixture.write(as: fixture.other) { try $0.workOrders.decide(approved, refusing: nil) }
        }
    }

    /// A server that ends in between leaves what is due in the database; the next one carries it out, once.
    @Test func `survive the end of the server`() async throws {
        let fixture = try await filled(delay: 60, cards: 5)
        for number in 0..<5 { _ = try await ask(fixture, .stop, number) }
        let due = Timestamp.example.adding(seconds: 60)
        #expect(try await sweep(fixture, at: due, limit: 2) == 2)
        // The transaction of the third fails at the last moment, so that nothing of it has happened.
        struct Crash: Error {}
        let environment = fixture.environment
        await #expect(throws: Crash.self) {
            try await fixture.database.write { transaction in
                _ = try SystemScope(transaction: transaction, environment: environment, now: due)
                    .carryOutWorkOrders(limit: 100)
                throw Crash()
            }
        }
        #expect(try await states(fixture) == [.suspended, .suspended, .inUse, .inUse, .inUse])
        #expect(try await sweep(fixture, at: due) == 3)
        #expect(try await sweep(fixture, at: due) == 0)
        #expect(try await states(fixture) == Array(repeating: .suspended, count: 5))
        let totals = try await fixture.read {
            try $0.workOrders.list(WorkOrderFilter(status: WorkOrderStatus.done.rawValue), offset: 0, limit: 1).total
        }
        #expect(totals == 5)
    }

    private func states(_ fixture: DomainFixture) async throws -> [SIMCardStatus?] {
        var states: [SIMCardStatus?] = []
        for number in 0..<5 { states.append(try await status(fixture, number)) }
        return states
    }

    @Test func `fail where the card has changed meanwhile`() async throws {
        let fixture = try await filled(delay: 60)
        let id = try await ask(fixture)
        let card = Self.iccid(0)
        try await fixture.write { scope in
            try scope.simCards.deregister(try #require(try scope.simCards.find(iccid: card)))
        }
        try await sweep(fixture, at: .example.adding(seconds: 60))
        let failed = try await order(fixture, id)
        #expect((failed.status, failed.failed, failed.failReason) == (.failed, 1, "SIM卡已拆机"))
        #expect(try await status(fixture) == .disassembled)
    }

    @Test func `are carried out in the order in which they are due`() async throws {
        let fixture = try await filled(delay: 0)
        _ = try await ask(fixture, .cutNet(true))
        _ = try await ask(fixture, .cutNet(false), at: .example.adding(seconds: 1))
        _ = try await ask(fixture, .setQuota(5), at: .example.adding(seconds: 2))
        _ = try await ask(fixture, .setQuota(nil), at: .example.adding(seconds: 3))
        #expect(try await sweep(fixture, at: .example.adding(seconds: 9)) == 4)
        let card = try #require(try await fixture.read { try $0.simCards.find(iccid: Self.iccid(0)) })
        #expect((card.isCutOff, card.quotaMegabytes) == (false, -1))
    }
}
