import TelepoolDomain
import TelepoolSQL
import TelepoolTestSupport
import TelepoolTime
import Testing

struct `SIM pools` {
    private static let unicom = PricePlan(
        id: PricePlanID("10000"), name: "30M", carrier: .unicom, monthlyData: DataAmount(megabytes: 30), months: 12)
    private static let mobile = PricePlan(
        id: PricePlanID("20000"), name: "10M", carrier: .mobile, monthlyData: DataAmount(megabytes: 10), months: 12)

    private static func card(
        _ serial: Int, _ status: SIMCardStatus, activated: String? = nil, disassembled: String? = nil
    )
        -> SIMCard
    {
        SIMCard(
            iccid: "\(8_986_000_000_000_000_000 + serial)", status: status, activatedAt: activated.map(Timestamp.at),
            disassembledAt: disassembled.map(Timestamp.at))
    }

    private static func usage(_ id: String, _ serial: Int, _ at: String, bytes: Int64) -> UsageRecord {
        UsageRecord(
            id: id, card: .iccid("\(8_986_000_000_000_000_000 + serial)"), at: .at(at), up: DataAmount(bytes: 0),
            down: DataAmount(bytes: bytes))
    }

    /// One order of cards with a pool made of it.
    private func pool(
        _ fixture: DomainFixture, _ cards: [SIMCard], plan: PricePlan = unicom, order: Int64 = 1, name: String = "池",
        since: String? = nil, at now: Timestamp = .example
    ) async throws -> SIMPoolID {
        try await fixture.write(at: now) { scope in
            try scope.pricePlans.create(plan)
            let outcomes = try scope.simCards.add(cards, to: OrderID(order), plan: plan.id)
            #expect(outcomes.allSatisfy { $0 == .accepted })
            return try scope.simPools.create(name: name, orders: [OrderID(order)], since: since.map(Timestamp.at))
        }
    }

    private func list(
        _ fixture: DomainFixture, _ cycles: SIMPoolFilter.Cycles = .current, at now: Timestamp = .example
    ) async throws -> [SIMPoolCycle] {
        let page = try await fixture.read(at: now) {
            try $0.simPools.list(.init(cycles: cycles), offset: 0, limit: 500)
        }
        #expect(page.total == Int64(page.elements.count))
        return page.elements
    }

    @Test func `show the contract's example`() async throws {
        let fixture = try await DomainFixture()
        let cards = (0..<2).map { Self.card($0, .inUse) } + (2..<100).map { Self.card($0, .disassembled) }
        let id = try await pool(fixture, cards, order: 1_000_000, name: "流量池名称")
        let used = (102_59 * DataAmount.bytesPerMegabyte + 99) / 100
        let outcomes = try await fixture.write {
            try $0.usage.add([
                Self.usage("a", 0, "2022-08-26T16:00:00Z", bytes: used - 1),
                Self.usage("b", 1, "2022-09-22T00:00:00Z", bytes: 1),
            ])
        }
        #expect(outcomes == [.accepted, .accepted])
        let record = try #require(try await list(fixture).first)
        #expect(record.id == id)
        #expect(record.cycle == BillingCycle("2022-09"))
        #expect(record.total.megabyteHundredths == 6000)
        #expect(record.used.megabyteHundredths == 10259)
        #expect([record.activated, record.inactive, record.disassembled, record.quantity] == [2, 0, 98, 100])
        #expect(record.modifiedAt == .example)
        #expect(record.orders == "1000000")
        #expect(record.status == .inUse)
    }

    @Test func `count suspended cards as activated`() async throws {
        let fixture = try await DomainFixture()
        let cards = SIMCardStatus.allCases.enumerated().map { Self.card($0.offset, $0.element) }
        _ = try await pool(fixture, cards)
        let record = try #require(try await list(fixture).first)
        #expect([record.activated, record.inactive, record.disassembled] == [2, 3, 1])
        #expect(record.total == DataAmount(megabytes: 60))
    }

    @Test func `have a history that follows from their cards`() async throws {
        let fixture = try await DomainFixture()
        _ = try await pool(
            fixture,
            [
                Self.card(0, .inUse, activated: "2022-06-26T16:00:00Z"),
                Self.card(1, .disassembled, activated: "2022-05-10T00:00:00Z", disassembled: "2022-08-01T00:00:00Z"),
                Self.card(2, .inUse), Self.card(3, .inactive), Self.card(4, .disassembled),
                Self.card(5, .suspended, activated: "2022-09-01T00:00:00Z"),
            ], since: "2022-05-01T00:00:00Z")
        let history = try await list(fixture, .last(6))
        #expect(history.map(\.cycle.description) == ["2022-09", "2022-08", "2022-07", "2022-06", "2022-05"])
        #expect(history.map(\.activated) == [3, 2, 3, 2, 2])
        #expect(history.map(\.inactive) == [1, 2, 2, 3, 3])
        #expect(history.map(\.disassembled) == [2, 2, 1, 1, 1])
    }

    @Test func `count usage from the cycle in which they begin`() async throws {
        let fixture = try await DomainFixture()
        try await fixture.write { scope in
            try scope.pricePlans.create(Self.unicom)
            _ = try scope.simCards.add([Self.card(0, .inUse)], to: OrderID(1), plan: Self.unicom.id)
            let outcomes = try scope.usage.add([
                Self.usage("1", 0, "2022-06-26T15:59:59.999Z", bytes: 1),
                Self.usage("2", 0, "2022-06-26T16:00:00Z", bytes: 10),
                Self.usage("3", 0, "2022-07-26T16:00:00Z", bytes: 100),
                Self.usage("4", 0, "2022-09-01T00:00:00Z", bytes: 1000),
            ])
            #expect(outcomes.allSatisfy { $0 == .accepted })
            _ = try scope.simPools.create(name: "池", orders: [OrderID(1)], since: .at("2022-07-26T15:00:00Z"))
        }
        #expect(try await list(fixture, .last(6)).map(\.used.bytes) == [1000, 100, 10])
        try await fixture.write { scope in
            _ = try scope.usage.add([
                Self.usage("5", 0, "2022-06-01T00:00:00Z", bytes: 10_000),
                Self.usage("6", 0, "2022-07-01T00:00:00Z", bytes: 20_000),
            ])
        }
        #expect(try await list(fixture, .last(6)).map(\.used.bytes) == [1000, 100, 20_010])
    }

    @Test func `begin now unless told otherwise`() async throws {
        let fixture = try await DomainFixture()
        _ = try await pool(fixture, [Self.card(0, .inUse)])
        #expect(try await list(fixture, .last(6)).count == 1)
        await #expect(throws: DomainError.futurePoolStart(BillingCycle(year: 2022, month: 10))) {
            _ = try await pool(
                fixture, [Self.card(1, .inUse)], order: 2, name: "later", since: "2022-09-26T16:00:00Z")
        }
    }

    @Test func `go into the next cycle by themselves`() async throws {
        let fixture = try await DomainFixture()
        _ = try await pool(fixture, [Self.card(0, .inUse)])
        try await fixture.write { _ = try $0.usage.add([Self.usage("1", 0, "2022-09-01T00:00:00Z", bytes: 5)]) }
        let later = Timestamp.at("2022-11-26T16:00:00Z")
        let history = try await list(fixture, .last(6), at: later)
        #expect(history.map(\.cycle.description) == ["2022-12", "2022-11", "2022-10", "2022-09"])
        #expect(history.map(\.used.bytes) == [0, 0, 0, 5])
        #expect(history.map(\.activated) == [1, 1, 1, 1])
        #expect(history[0].modifiedAt == later)
        #expect(history[3].modifiedAt == .example)

        try await fixture.write(at: later) { scope in
            _ = try scope.usage.add([Self.usage("2", 0, "2022-10-26T16:00:00Z", bytes: 7)])
            _ = try scope.simCards.add(
                [Self.card(1, .inUse, activated: "2022-11-26T16:00:00Z")], to: OrderID(1), plan: Self.unicom.id)
        }
        let changed = try await list(fixture, .last(6), at: later)
        #expect(changed.map(\.used.bytes) == [0, 7, 0, 5])
        #expect(changed.map(\.activated) == [2, 1, 1, 1])
        // What is over stays as it was.
        #expect(changed.map(\.inactive) == [0, 0, 0, 0])
    }

    @Test func `of different carriers are in different cycles`() async throws {
        let fixture = try await DomainFixture()
        let now = Timestamp.at("2022-09-27T00:00:00Z")
        _ = try await pool(fixture, [Self.card(0, .inUse)], order: 1, name: "u", at: now)
        _ = try await pool(fixture, [Self.card(1, .inUse)], plan: Self.mobile, order: 2, name: "m", at: now)
        #expect(try await list(fixture, at: now).map(\.cycle.description) == ["2022-10", "2022-09"])
        #expect(try await list(fixture, .one(BillingCycle(year: 2022, month: 10)), at: now).map(\.name) == ["u"])
        #expect(try await list(fixture, .one(BillingCycle(year: 2022, month: 9)), at: now).map(\.name) == ["m"])
        #expect(try await list(fixture, .one(BillingCycle(year: 2022, month: 8)), at: now).isEmpty)
        #expect(try await list(fixture, .last(6), at: .at("2022-10-27T00:00:00Z")).map(\.name) == ["u", "u", "m", "m"])
    }

    @Test func `show no cycle before their first when the clock goes back`() async throws {
        let fixture = try await DomainFixture()
        _ = try await pool(fixture, [Self.card(0, .inUse)])
        #expect(try await list(fixture, at: .at("2022-08-01T00:00:00Z")).isEmpty)
        #expect(try await list(fixture, .last(6), at: .at("2022-08-01T00:00:00Z")).isEmpty)
    }

    @Test func `are listed by name, state and page`() async throws {
        let fixture = try await DomainFixture()
        var ids: [SIMPoolID] = []
        for serial in 0..<25 {
            ids.append(
                try await pool(
                    fixture, [Self.card(serial, .inUse)], order: Int64(serial + 1),
                    name: serial % 2 == 0 ? "偶-\(serial)" : "奇-\(serial)", since: "2022-08-01T00:00:00Z"))
        }
        func page(_ filter: SIMPoolFilter, _ offset: Int64, _ limit: Int64) async throws -> Page<SIMPoolCycle> {
            try await fixture.read { try $0.simPools.list(filter, offset: offset, limit: limit) }
        }
        #expect(try await page(.init(), 20, 10).elements.map(\.id) == Array(ids[20...]))
        #expect(try await page(.init(), 30, 10).elements.isEmpty)
        #expect(try await page(.init(), 30, 10).total == 25)
        #expect(
            try await page(.init(namePart: "奇"), 0, 100).elements.map(\.id)
                == stride(from: 1, to: 25, by: 2).map { ids[$0] })
        #expect(try await page(.init(namePart: "奇"), 10, 10).total == 12)
        #expect(try await page(.init(statuses: [.inUse]), 0, 100).total == 25)
        #expect(try await page(.init(statuses: [.discarded]), 0, 100).total == 0)
        #expect(try await page(.init(statuses: [.discarded]), 0, 100).elements.isEmpty)
        let records = try await page(.init(namePart: "1", cycles: .last(6)), 0, 100)
        #expect(records.total == Int64(records.elements.count))
        let all = try await page(.init(cycles: .last(6)), 0, 500).elements
        #expect(all.count == 50)
        #expect(try await page(.init(cycles: .last(6)), 13, 10).elements == Array(all[13..<23]))
    }

    @Test func `are made of whole orders of one plan`() async throws {
        let fixture = try await DomainFixture()
        let id = try await pool(fixture, [Self.card(0, .inUse)], order: 1)
        try await fixture.write { scope in
            try scope.pricePlans.create(Self.mobile)
            _ = try scope.simCards.add([Self.card(1, .inUse)], to: OrderID(2), plan: Self.unicom.id)
            _ = try scope.simCards.add([Self.card(2, .inUse)], to: OrderID(3), plan: Self.mobile.id)
        }
        func error(_ orders: [Int64]) async -> DomainError? {
            do {
                _ = try await fixture.write { try $0.simPools.create(name: "x", orders: orders.map(OrderID.init)) }
                return nil
            } catch {
                return error as? DomainError
            }
        }
        #expect(await error([1]) == .orderInPool(OrderID(1), id))
        #expect(await error([9]) == .unknownOrder(OrderID(9)))
        #expect(await error([2, 3]) == .mixedPricePlans([Self.unicom.id, Self.mobile.id]))
        #expect(await error([2]) == nil)
        #expect(try await list(fixture).map(\.orders) == ["1", "2"])
    }

    @Test func `keep the list of their orders within the contract's length`() async throws {
        let fixture = try await DomainFixture()
        let orders = (0..<41).map { OrderID(1_000_000_000 + $0) }
        try await fixture.write { scope in
            try scope.pricePlans.create(Self.unicom)
            for order in orders { _ = try scope.simCards.add([], to: order, plan: Self.unicom.id) }
        }
        await #expect(throws: DomainError.tooManyOrders(limit: 400)) {
            _ = try await fixture.write { try $0.simPools.create(name: "x", orders: orders) }
        }
    }

    @Test func `of another account are as good as none`() async throws {
        let fixture = try await DomainFixture()
        _ = try await pool(fixture, [Self.card(0, .inUse)])
        let page = try await fixture.read(as: fixture.other) { try $0.simPools.list(.init(), offset: 0, limit: 10) }
        #expect(page.total == 0)
        #expect(page.elements.isEmpty)
        await #expect(throws: DomainError.unknownOrder(OrderID(1))) {
            _ = try await fixture.write(as: fixture.other) { try $0.simPools.create(name: "x", orders: [OrderID(1)]) }
        }
        let outcome = try await fixture.write(as: fixture.other) {
            try $0.usage.add([Self.usage("1", 0, "2022-09-01T00:00:00Z", bytes: 5)])
        }
        #expect(outcome == [.rejected(.unknownCard)])
    }
}

struct `Price plans, cards and usage` {
    private static let plan = PricePlan(
        id: PricePlanID("p"), name: "30M", carrier: .unicom, monthlyData: DataAmount(megabytes: 30), months: 12)
    private static let card = SIMCard(
        iccid: "89860000000000000001", msisdn: "1440000000001", imsi: "460060000000001", status: .inUse,
        activatedAt: .at("2022-09-01T00:00:00Z"))

    private func filled() async throws -> DomainFixture {
        let fixture = try await DomainFixture()
        try await fixture.write { scope in
            try scope.pricePlans.create(Self.plan)
            let outcomes = try scope.simCards.add([Self.card, Self.card], to: OrderID(1), plan: Self.plan.id)
            #expect(outcomes == [.accepted, .duplicate])
        }
        return fixture
    }

    @Test func `plans may be created again as they are`() async throws {
        let fixture = try await filled()
        try await fixture.write { try $0.pricePlans.create(Self.plan) }
        await #expect(throws: DomainError.pricePlanExists(Self.plan.id)) {
            try await fixture.write {
                var plan = Self.plan
                plan.name = "other"
                try $0.pricePlans.create(plan)
            }
        }
        #expect(try await fixture.read(as: fixture.other) { try $0.pricePlans.find(Self.plan.id) } == nil)
    }

    @Test func `cards come once`() async throws {
        let fixture = try await filled()
        let outcomes = try await fixture.write { scope in
            var changed = Self.card
            changed.status = .suspended
            var future = Self.card
            future.iccid = "89860000000000000002"
            future.activatedAt = scope.now.adding(seconds: 1)
            return try scope.simCards.add([Self.card, changed, future], to: OrderID(1), plan: Self.plan.id)
        }
        #expect(outcomes == [.duplicate, .rejected(.cardDiffers), .rejected(.future)])
        let elsewhere = try await fixture.write { try $0.simCards.add([Self.card], to: OrderID(2), plan: Self.plan.id) }
        #expect(elsewhere == [.rejected(.cardDiffers)])
    }

    @Test func `orders are of one plan`() async throws {
        let fixture = try await filled()
        await #expect(throws: DomainError.unknownPricePlan(PricePlanID("q"))) {
            _ = try await fixture.write { try $0.simCards.add([], to: OrderID(2), plan: PricePlanID("q")) }
        }
        await #expect(throws: DomainError.orderOfOtherPlan(OrderID(1), Self.plan.id)) {
            _ = try await fixture.write { try $0.simCards.add([], to: OrderID(1), plan: PricePlanID("q")) }
        }
    }

    @Test func `usage counts once`() async throws {
        let fixture = try await filled()
        let record = UsageRecord(
            id: "r1", card: .iccid(Self.card.iccid), at: .at("2022-09-02T00:00:00Z"), up: DataAmount(bytes: 3),
            down: DataAmount(bytes: 4))
        let outcomes = try await fixture.write { scope in
            _ = try scope.simPools.create(name: "池", orders: [OrderID(1)])
            var changed = record
            changed.down = DataAmount(bytes: 5)
            var unknown = record
            unknown.card = .iccid("89860000000000000009")
            var (early, future) = (record, record)
            (early.id, early.at) = ("r2", scope.now.adding(seconds: 300))
            (future.id, future.at) = ("r3", scope.now.adding(seconds: 301))
            return try scope.usage.add([record, record, changed, unknown, early, future])
        }
        #expect(
            outcomes == [
                .accepted, .duplicate, .rejected(.recordDiffers), .rejected(.unknownCard), .accepted,
                .rejected(.future),
            ])
        let again = try await fixture.write { try $0.usage.add([record]) }
        #expect(again == [.duplicate])
        let used = try await fixture.read {
            try $0.simPools.list(.init(), offset: 0, limit: 10).elements.map(\.used.bytes)
        }
        #expect(used == [14])
    }
}
