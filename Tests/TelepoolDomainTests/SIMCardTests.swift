import TelepoolDomain
import TelepoolSQL
import TelepoolTestSupport
import TelepoolTime
import Testing

/// How cards change state, by request, by use and by time.
struct `SIM cards` {
    @Test func `are activated by request, and bring their data into the pool`() async throws {
        let cards = try await SIMCardFixture()
        let pool = try await cards.pool()
        let order = try await cards.perform(.enable)
        #expect(order.status == .done && order.succeeded == 1 && order.underWay == 0)
        let card = try await cards.card()
        #expect(card.status == .inUse && card.activatedAt == .example && card.stopReason == .none)
        #expect(card.expiresAt == .at("2023-08-26T15:59:59Z"))
        let record = try await cards.record(of: pool)
        #expect(record?.activated == 1 && record?.inactive == 1 && record?.total == DataAmount(megabytes: 30))
        await #expect(throws: DomainError.simCard(.notActivatable(.inUse))) {
            try await cards.perform(.enable, at: .at("2022-09-22T19:10:00Z"))
        }
    }

    @Test func `are activated by their first use, not before this cycle`() async throws {
        let cards = try await SIMCardFixture()
        let pool = try await cards.pool(since: .at("2022-08-01T00:00:00Z"))
        let record = UsageRecord(
            id: "late", card: .iccid(SIMCardFixture.iccid(0)), at: .at("2022-08-20T00:00:00Z"),
            up: DataAmount(bytes: 1), down: DataAmount(bytes: 2))
        let outcome = try await cards.write { try $0.usage.add([record]) }
        #expect(outcome == [.accepted])
        #expect(try await cards.card().activatedAt == .at("2022-08-26T16:00:00Z"))
        let history = try await cards.write {
            try $0.simPools.list(.init(cycles: .last(2)), offset: 0, limit: 10).elements
        }
        #expect(history.map(\.id) == [pool, pool])
        #expect(history.map(\.activated) == [1, 0] && history.map(\.used.bytes) == [0, 3])
    }

    @Test func `are activated when they have lain long enough`() async throws {
        let cards = try await SIMCardFixture(silentPeriod: SilentPeriod(length: 6, unit: .month))
        let due = Timestamp.at("2023-03-22T18:57:15Z")
        for (now, status) in [(due.adding(seconds: -1), SIMCardStatus.activatable), (due, .inUse)] {
            _ = try await cards.domain.database.write { [environment = cards.domain.environment] in
                try SystemScope(transaction: $0, environment: environment, now: now).activateSilentCards(limit: 10)
            }
            #expect(try await cards.card(at: now).status == status)
        }
    }

    @Test func `stop and work again by request`() async throws {
        let cards = try await SIMCardFixture()
        await #expect(throws: DomainError.simCard(.notInUse)) { try await cards.perform(.stop) }
        _ = try await cards.perform(.enable)
        #expect(try await cards.perform(.stop).status == .done)
        let stopped = try await cards.card()
        #expect(stopped.status == .suspended && stopped.stopReason == .request)
        #expect(try await cards.perform(.reset).status == .done)
        #expect(try await cards.card().status == .inUse)
        _ = try await cards.perform(.stop)
        await #expect(throws: DomainError.simCard(.repeatedTooSoon)) { try await cards.perform(.reset) }
        #expect(try await cards.perform(.reset, at: .at("2022-09-22T19:02:15Z")).status == .done)
        await #expect(throws: DomainError.simCard(.notSuspended)) {
            try await cards.perform(.reset, at: .at("2022-09-22T19:07:15Z"))
        }
    }

    @Test func `stop with their pool and go on in the next cycle`() async throws {
        let cards = try await SIMCardFixture()
        let pool = try await cards.pool()
        _ = try await cards.perform(.enable)
        try await cards.use(29, id: "1")
        #expect(try await cards.card().status == .inUse)
        try await cards.use(1, id: "2")
        let stopped = try await cards.card()
        #expect(stopped.status == .suspended && stopped.stopReason == .pool)
        await #expect(throws: DomainError.simCard(.noDataLeft)) { try await cards.perform(.reset) }
        // The next cycle begins by itself.
        #expect(try await cards.card(at: .at("2022-09-26T15:59:59Z")).stopReason == .pool)
        #expect(try await cards.card(at: .at("2022-09-26T16:00:00Z")).status == .inUse)
        // Another activated card brings more data.
        _ = try await cards.perform(.enable, on: 1)
        #expect(try await cards.card().status == .inUse)
        try await cards.use(30, id: "3")
        #expect(try await cards.card().stopReason == .pool)
        // So does an add-on, for this cycle only.
        let addOn = try await cards.write { try $0.simPools.addOn(DataAmount(megabytes: 100), to: pool) }
        #expect(try await cards.card().status == .inUse)
        #expect(try await cards.record(of: pool)?.total == DataAmount(megabytes: 160))
        #expect(try await cards.record(of: pool, at: .at("2022-09-27T16:00:00Z"))?.total == DataAmount(megabytes: 60))
        #expect(try await cards.write { try $0.simPools.addOns(of: pool, after: 0, limit: 9) } == [addOn])
    }

    @Test func `go on where the pool allows it`() async throws {
        let cards = try await SIMCardFixture()
        let pool = try await cards.pool(policy: .allow)
        _ = try await cards.perform(.enable)
        try await cards.use(50, id: "1")
        #expect(try await cards.card().status == .inUse)
        try await cards.write { try $0.simPools.update(pool, name: "新", policy: .suspend) }
        #expect(try await cards.card().stopReason == .pool)
        #expect(try await cards.record(of: pool)?.name == "新")
        try await cards.write { try $0.simPools.update(pool, name: nil, policy: .allow) }
        #expect(try await cards.card().status == .inUse)
    }

    @Test func `stop at their own threshold`() async throws {
        let cards = try await SIMCardFixture(.telecom)
        _ = try await cards.pool()
        _ = try await cards.perform(.enable)
        _ = try await cards.perform(.setQuota(10))
        try await cards.use(10, id: "1")
        let stopped = try await cards.card()
        #expect(stopped.stopReason == .threshold && stopped.hasExceededQuota)
        _ = try await cards.perform(.setQuota(11))
        #expect(try await cards.card().status == .inUse)
        try await cards.use(1, id: "2")
        #expect(try await cards.card().stopReason == .threshold)
        _ = try await cards.perform(.setQuota(nil))
        #expect(try await cards.card().status == .inUse)
        _ = try await cards.perform(.setQuota(5))
        #expect(try await cards.card().stopReason == .threshold)
        #expect(try await cards.card(at: .at("2022-09-30T16:00:00Z")).status == .inUse)
    }

    @Test func `in no pool stop when their own data is used`() async throws {
        let cards = try await SIMCardFixture()
        _ = try await cards.perform(.enable)
        try await cards.use(30, id: "1")
        #expect(try await cards.card().stopReason == .used)
        #expect(try await cards.card().left.bytes == 0)
    }

    @Test func `stop when their plan has ended`() async throws {
        let cards = try await SIMCardFixture()
        _ = try await cards.perform(.enable)
        #expect(try await cards.card(at: .at("2023-08-26T15:59:59Z")).status == .inUse)
        #expect(try await cards.card(at: .at("2023-08-26T16:00:00Z")).stopReason == .planEnded)
        await #expect(throws: DomainError.simCard(.notSuspended)) {
            try await cards.perform(.reset, at: .at("2023-08-26T16:00:00Z"))
        }
    }

    @Test func `are deregistered for good, and an empty pool with them`() async throws {
        let cards = try await SIMCardFixture()
        let pool = try await cards.pool()
        _ = try await cards.perform(.enable)
        await #expect(throws: DomainError.poolHasCards(pool)) {
            try await cards.write { try $0.simPools.discard(pool) }
        }
        let outcomes = try await cards.write {
            try $0.simCards.deregister([0, 0, 1, 9].map(SIMCardFixture.iccid))
        }
        #expect(outcomes == [.accepted, .duplicate, .accepted, .rejected(.unknownCard)])
        let record = try await cards.record(of: pool)
        #expect(record?.disassembled == 2 && record?.activated == 0 && record?.status == .discarded)
        await #expect(throws: DomainError.poolDiscarded(pool)) {
            try await cards.write { try $0.simPools.addOn(DataAmount(megabytes: 1), to: pool) }
        }
        await #expect(throws: DomainError.poolDiscarded(pool)) {
            try await cards.write { [plan = cards.plan] in
                try $0.simCards.add(
                    [SIMCard(iccid: SIMCardFixture.iccid(5), status: .inUse)], to: OrderID(1), plan: plan.id)
            }
        }
    }

    @Test func `are replaced, and usage under the old name is theirs`() async throws {
        let cards = try await SIMCardFixture()
        let old = try await cards.card()
        try await cards.write { try $0.simCards.replace(old, iccid: SIMCardFixture.iccid(7), imsi: "460011234567890") }
        try await cards.use(1, with: 0, id: "old")
        try await cards.use(1, with: 7, id: "new")
        let card = try await cards.card(7)
        #expect(card.id == old.id && card.used == DataAmount(megabytes: 2) && card.imsi == "460011234567890")
        await #expect(throws: DomainError.simCard(.iccidTaken(SIMCardFixture.iccid(0)))) {
            try await cards.write { try $0.simCards.replace(card, iccid: SIMCardFixture.iccid(0), imsi: nil) }
        }
        await #expect(throws: DomainError.simCard(.iccidTaken(SIMCardFixture.iccid(1)))) {
            try await cards.write { try $0.simCards.replace(card, iccid: SIMCardFixture.iccid(1), imsi: nil) }
        }
    }

    @Test func `do what their carrier offers`() async throws {
        let unicom = try await SIMCardFixture()
        for action in [
            SIMCardAction.cutNet(true), .clearRealName, .setQuota(1), .limitSpeed(512), .bindDevice(imei: nil),
        ] {
            await #expect(throws: DomainError.simCard(.notOffered)) { try await unicom.perform(action) }
        }
        let card = try await unicom.card()
        try await unicom.write { try $0.simCards.setRealNamed(true, of: card) }
        await #expect(throws: DomainError.simCard(.unsupportedSpeed)) { try await unicom.perform(.limitSpeed(513)) }
        _ = try await unicom.perform(.limitSpeed(7424))
        #expect(try await unicom.card().speedKilobits == 7424)
        let telecom = try await SIMCardFixture(.telecom)
        _ = try await telecom.perform(.cutNet(true))
        #expect(try await telecom.card().isCutOff)
        #expect(try await telecom.perform(.cutNet(false)).type == 20)
        #expect(try await !telecom.card().isCutOff)
        for imei in ["1", "2"] { #expect(try await telecom.perform(.bindDevice(imei: imei)).status == .done) }
        let third = try await telecom.perform(.bindDevice(imei: "3"))
        #expect(third.status == .failed && third.failed == 1 && !third.failReason.isEmpty)
        #expect(try await telecom.card().imei == "2")
        #expect(try await telecom.perform(.bindDevice(imei: "3"), at: .at("2022-09-30T16:00:00Z")).status == .done)
    }
}
