import TelepoolDomain
import TelepoolSQL
import TelepoolTestSupport
import TelepoolTime
import Testing

struct `Bindings` {
    private static let (phoneA, phoneB, phoneC) = ("13900000001", "13900000002", "02131075869")
    private static let end = Timestamp.example.adding(seconds: 600)

    private static func phone(_ text: String) -> PhoneNumber {
        guard let phone = PhoneNumber(text) else { preconditionFailure("\(text) is no number") }
        return phone
    }

    /// A pool of a kind with numbers 1700000000…, the first half in 北京, the second in 上海.
    private func pool(
        _ fixture: DomainFixture, _ kind: BindingKind = .axb, numbers: Int = 4
    ) async throws -> NumberPoolNo {
        try await fixture.write { scope in
            let type = kind.subServiceType
            let pool = try scope.numberPools.create(name: "p", serviceType: type.serviceType, subServiceType: type).no
            let entries = (0..<numbers).map {
                NumberEntry(
                    Self.phone("170\(Int64(10_000_000 + 1000 * kind.rawValue) + Int64($0))"),
                    cityCode: $0 < numbers / 2 ? "010" : "021")
            }
            let outcomes = try scope.numbers.add(entries, to: pool)
            #expect(outcomes.allSatisfy { $0 == .accepted })
            return pool
        }
    }

    @discardableResult
    private func bind(
        _ fixture: DomainFixture, _ pool: NumberPoolNo, _ kind: BindingKind = .axb, a: String = phoneA,
        b: String? = phoneB, e: String? = nil, x: String? = nil, cities: [String] = [], others: Bool = true,
        random: Bool = false, excludes: Bool = false, until: Timestamp = end, at now: Timestamp = .example,
        as account: Account? = nil
    ) async throws -> Binding {
        try await fixture.write(as: account, at: now) {
            try $0.bindings.bind(
                BindingRequest(
                    kind: kind, pool: pool, phoneA: Self.phone(a), phoneB: b.map(Self.phone), phoneE: e,
                    number: x.map { .given(Self.phone($0)) }
                        ?? .selected(
                            NumberSelection(cityCodes: cities, allowsOtherCities: others, isRandom: random)),
                    expiresAt: until, axExcludesAXB: excludes))
        }
    }

    private func counts(
        _ fixture: DomainFixture, _ pool: NumberPoolNo, at now: Timestamp = .example
    ) async throws -> [Int64] {
        try await fixture.read(at: now) {
            try $0.numbers.list(.init(pool: pool), offset: 0, limit: 500).elements.map(\.bindCount)
        }
    }

    @Test func `take the least bound number first, and each for a party once`() async throws {
        let fixture = try await DomainFixture()
        let pool = try await pool(fixture)
        var seen: [PhoneNumber] = []
        for index in 0..<4 { seen.append(try await bind(fixture, pool, b: "1380000000\(index)").phoneX) }
        #expect(Set(seen).count == 4)
        await #expect(throws: DomainError.binding(.numberNotEnough)) {
            try await bind(fixture, pool, b: nil, excludes: true)
        }
        await #expect(throws: DomainError.binding(.numberNotEnough)) { try await bind(fixture, pool, b: "13800000009") }
        // Others still find one.
        try await bind(fixture, pool, a: "13700000000", b: "13700000001")
        #expect(try await counts(fixture, pool) == [2, 1, 1, 1])
    }

    @Test func `prefer cities in their order`() async throws {
        let fixture = try await DomainFixture()
        let pool = try await pool(fixture)
        let first = try await bind(fixture, pool, cities: ["0755", "021"], others: false)
        #expect(first.phoneX.description.hasSuffix("02"))
        await #expect(throws: DomainError.binding(.numberNotEnough)) {
            try await bind(fixture, pool, a: "13700000000", cities: ["0755"], others: false)
        }
        let any = try await bind(fixture, pool, a: "13700000000", b: nil, cities: ["0755"])
        #expect(any.phoneX.description.hasSuffix("00"))
    }

    @Test func `choose at random among all that are free`() async throws {
        let fixture = try await DomainFixture()
        let pool = try await pool(fixture, numbers: 30)
        var seen: Set<PhoneNumber> = []
        for index in 0..<30 {
            seen.insert(try await bind(fixture, pool, b: "138000000\(index + 10)", random: true).phoneX)
        }
        #expect(seen.count == 30)
        await #expect(throws: DomainError.binding(.numberNotEnough)) {
            try await bind(fixture, pool, b: "13800000099", random: true)
        }
    }

    @Test func `refuse numbers that cannot be taken`() async throws {
        let fixture = try await DomainFixture()
        let (pool, other) = (try await pool(fixture), try await pool(fixture, .axn))
        let x = "17010001000"
        try await fixture.write { _ = try $0.numbers.setStatus(.disabledByUser, of: [Self.phone("17010001001")]) }
        let cases: [(BindingError, () async throws -> Void)] = [
            (.numberNotInPool(Self.phone("13800000000")), { try await bind(fixture, pool, x: "13800000000") }),
            (.numberNotInPool(Self.phone("17010002000")), { try await bind(fixture, pool, x: "17010002000") }),
            (.numberBlocked(Self.phone("17010001001")), { try await bind(fixture, pool, x: "17010001001") }),
            (.poolOfOtherType(other), { try await bind(fixture, other) }),
            (.samePhone, { try await bind(fixture, pool, a: Self.phoneB) }),
            (.samePhone, { try await bind(fixture, pool, a: x, x: x) }),
        ]
        for (error, body) in cases { await #expect(throws: DomainError.binding(error)) { try await body() } }
        #expect(try await counts(fixture, pool) == [0, 0, 0, 0])
        await #expect(throws: DomainError.unknownNumberPool(pool)) {
            try await bind(fixture, pool, as: fixture.other)
        }
    }

    @Test func `of a disabled number leave it alone and count`() async throws {
        let fixture = try await DomainFixture()
        let pool = try await pool(fixture, numbers: 2)
        let first = try await bind(fixture, pool)
        try await fixture.write { _ = try $0.numbers.setStatus(.disabledByUser, of: [first.phoneX]) }
        let second = try await bind(fixture, pool, b: "13800000000")
        #expect(second.phoneX != first.phoneX)
        // The one that is left is not for this party; back in use, the first still is not.
        await #expect(throws: DomainError.binding(.numberNotEnough)) { try await bind(fixture, pool, b: "13800000001") }
        try await fixture.write { _ = try $0.numbers.setStatus(.inUse, of: [first.phoneX]) }
        await #expect(throws: DomainError.binding(.numberNotEnough)) { try await bind(fixture, pool, b: "13800000001") }
        try await fixture.write { try $0.bindings.unbind(first.id, in: pool, kinds: [.axb]) }
        #expect(try await bind(fixture, pool, b: "13800000001").phoneX == first.phoneX)
    }

    @Test func `conflict with what is bound to the number`() async throws {
        let fixture = try await DomainFixture()
        let pool = try await pool(fixture, numbers: 1)
        let x = "17010001000"
        try await bind(fixture, pool, x: x)
        await #expect(throws: DomainError.binding(.partyAConflicts)) {
            try await bind(fixture, pool, b: "13800000000", x: x)
        }
        await #expect(throws: DomainError.binding(.partyBConflicts)) {
            try await bind(fixture, pool, a: "13700000000", x: x)
        }
        // B of one binding cannot be A of another on the same number: whom would X connect B with?
        await #expect(throws: DomainError.binding(.partyAConflicts)) {
            try await bind(fixture, pool, a: Self.phoneB, b: "13800000000", x: x)
        }
        await #expect(throws: DomainError.binding(.partyAConflicts)) {
            try await bind(fixture, pool, b: nil, x: x, excludes: true)
        }
        try await bind(fixture, pool, b: nil, x: x)
        await #expect(throws: DomainError.binding(.partyAConflicts)) { try await bind(fixture, pool, b: nil, x: x) }
        #expect(try await counts(fixture, pool) == [2])
    }

    @Test func `end at their time to the second, whether anybody asks or not`() async throws {
        let fixture = try await DomainFixture()
        let pool = try await pool(fixture, numbers: 1)
        let binding = try await bind(fixture, pool)
        let before = Self.end.adding(seconds: -1)
        for (now, isLive) in [(before, true), (Self.end, false)] {
            let found = try await fixture.read(at: now) { try $0.bindings.find(binding.id) }
            #expect(found?.isLive == isLive)
            #expect(try await counts(fixture, pool, at: now) == [isLive ? 1 : 0])
            let total = try await fixture.read(at: now) {
                try $0.bindings.list(.init(isLive: true), offset: 0, limit: 1).total
            }
            #expect(total == (isLive ? 1 : 0))
        }
        // The next one to bind finds the number free.
        let next = try await bind(fixture, pool, until: Self.end.adding(seconds: 600), at: Self.end)
        #expect(next.phoneX == binding.phoneX)
        #expect(try await counts(fixture, pool, at: Self.end) == [1])
    }

    @Test func `are ended in the background, of all accounts`() async throws {
        let fixture = try await DomainFixture()
        let pool = try await pool(fixture, numbers: 3)
        for index in 0..<3 { try await bind(fixture, pool, b: "1380000000\(index)") }
        let ended = try await fixture.database.write { [environment = fixture.environment] transaction in
            let scope = SystemScope(transaction: transaction, environment: environment, now: Self.end)
            return try (0..<3).map { _ in
                let account = try scope.accountWithDueBindings()
                try scope.expireBindings(limit: 2)
                return account
            }
        }
        #expect(ended == [fixture.account.id, fixture.account.id, nil])
    }

    @Test func `of everybody take a number each`() async throws {
        let fixture = try await DomainFixture()
        let pool = try await pool(fixture, .axn, numbers: 2)
        let first = try await bind(fixture, pool, .axn, b: nil)
        let second = try await bind(fixture, pool, .axn, b: nil)
        #expect(first.phoneX != second.phoneX)
        await #expect(throws: DomainError.binding(.numberNotEnough)) {
            try await bind(fixture, pool, .axn, a: "13800000000", b: nil)
        }
        await #expect(throws: DomainError.binding(.numberOccupied)) {
            try await bind(fixture, pool, .axn, a: "13800000000", b: nil, x: first.phoneX.description)
        }
    }

    @Test func `with extensions share a number`() async throws {
        let fixture = try await DomainFixture()
        let pool = try await pool(fixture, .axne, numbers: 1)
        let first = try await bind(fixture, pool, .axne, b: nil)
        #expect(first.phoneE == "1000")
        let second = try await bind(fixture, pool, .axne, a: "13800000000", b: nil)
        #expect(second.phoneE == "1001")
        await #expect(throws: DomainError.binding(.extensionOccupied)) {
            try await bind(fixture, pool, .axne, a: "13800000001", b: nil, e: "1000", x: first.phoneX.description)
        }
        await #expect(throws: DomainError.binding(.numberNotEnough)) { try await bind(fixture, pool, .axne, b: nil) }
        #expect(try await counts(fixture, pool) == [2])
    }

    @Test func `can be upgraded and changed, within the rules`() async throws {
        let fixture = try await DomainFixture()
        let pool = try await pool(fixture, numbers: 1)
        let ax = try await bind(fixture, pool, b: nil)
        try await bind(fixture, pool, a: "13800000000", b: "13800000001")
        let upgrade = { @Sendable (phone: String) in
            try await fixture.write {
                try $0.bindings.upgrade(ax.id, in: pool, phoneB: Self.phone(phone)) { $0.userData = "u" }
            }
        }
        await #expect(throws: DomainError.binding(.partyBConflicts)) { try await upgrade("13800000001") }
        await #expect(throws: DomainError.binding(.samePhone)) { try await upgrade(Self.phoneA) }
        #expect(try await upgrade(Self.phoneB).details.userData == "u")
        await #expect(throws: DomainError.binding(.hasPartyB(ax.id))) { try await upgrade("13800000009") }
        let changed = try await fixture.write {
            try $0.bindings.update(ax.id, in: pool, kinds: [.axb]) {
                $0.phoneA = Self.phone("13700000000")
                $0.expiresAt = Self.end.adding(seconds: 60)
            }
        }
        #expect(try await fixture.read { try $0.bindings.find(ax.id) } == changed)
        // Its former A is free on the number again.
        try await bind(fixture, pool, b: "13800000009")
        await #expect(throws: DomainError.binding(.partyAConflicts)) {
            try await fixture.write {
                try $0.bindings.update(ax.id, in: pool, kinds: [.axb]) { $0.phoneA = Self.phone(Self.phoneA) }
            }
        }
    }

    @Test func `tell of A before B, and cannot be given a B by an update`() async throws {
        let fixture = try await DomainFixture()
        let pool = try await pool(fixture, numbers: 1)
        let x = "17010001000"
        try await bind(fixture, pool, a: "13900000001", b: "13900000002", x: x)
        try await bind(fixture, pool, a: "13900000003", b: "13900000004", x: x)
        await #expect(throws: DomainError.binding(.partyAConflicts)) {
            try await bind(fixture, pool, a: "13900000004", b: "13900000001", x: x)
        }
        let ax = try await bind(fixture, pool, a: "13900000005", b: nil, x: x)
        await #expect(throws: DomainError.binding(.cannotUpdate(ax.id))) {
            try await fixture.write {
                try $0.bindings.update(ax.id, in: pool, kinds: [.axb]) { $0.phoneB = Self.phone("13900000006") }
            }
        }
    }

    @Test func `find a number though many others are over that nobody has ended`() async throws {
        let fixture = try await DomainFixture()
        let pool = try await pool(fixture, .axn, numbers: 60)
        for index in 0..<60 { try await bind(fixture, pool, .axn, a: "139000000\(index + 10)", b: nil) }
        let later = Self.end.adding(seconds: 600)
        for index in 0..<60 {
            try await bind(fixture, pool, .axn, a: "139000001\(index + 10)", b: nil, until: later, at: Self.end)
        }
        #expect(try await counts(fixture, pool, at: Self.end) == [Int64](repeating: 1, count: 60))
        await #expect(throws: DomainError.binding(.numberNotEnough)) {
            try await bind(fixture, pool, .axn, a: "13900000299", b: nil, until: later, at: Self.end)
        }
    }

    @Test func `of X and Y belong together`() async throws {
        let fixture = try await DomainFixture()
        let pool = try await pool(fixture, .axyb, numbers: 2)
        let parent = try await bind(fixture, pool, .axyb, b: nil)
        let bindYB = { @Sendable (phone: String, number: NumberChoice, seconds: Int64) in
            try await fixture.write {
                try $0.bindings.bindYB(
                    Self.phone(phone), to: parent.id, pool: pool, number: number, seconds: seconds,
                    details: BindingDetails())
            }
        }
        let child = try await bindYB(Self.phoneB, .selected(NumberSelection()), 10_000)
        #expect(child.phoneX != parent.phoneX)
        #expect(child.expiresAt == parent.expiresAt)
        #expect(child.parent == parent.id)
        await #expect(throws: DomainError.binding(.sameNumbers)) {
            try await bindYB("13800000000", .given(parent.phoneX), 60)
        }
        await #expect(throws: DomainError.binding(.numberNotEnough)) {
            try await bindYB(Self.phoneB, .selected(NumberSelection()), 60)
        }
        try await fixture.write { try $0.bindings.unbind(parent.id, in: pool, kinds: [.axyb, .yb]) }
        #expect(try await fixture.read { try $0.bindings.find(child.id)?.isLive } == false)
        #expect(try await counts(fixture, pool) == [0, 0])
        await #expect(throws: DomainError.binding(.unknown(parent.id))) {
            try await bindYB(Self.phoneB, .selected(NumberSelection()), 60)
        }
    }

    @Test func `keep their numbers where they are`() async throws {
        let fixture = try await DomainFixture()
        let (pool, other) = (try await pool(fixture, numbers: 1), try await pool(fixture, .axn, numbers: 0))
        let binding = try await bind(fixture, pool)
        let number = binding.phoneX
        #expect(try await fixture.write { try $0.numbers.remove([number]) } == [.rejected(.numberBound)])
        #expect(try await fixture.write { try $0.numbers.move([number], to: other) } == [.rejected(.numberBound)])
        // Their time is over at once when it is over.
        #expect(try await fixture.write(at: Self.end) { try $0.numbers.move([number], to: other) } == [.accepted])
    }

    @Test func `belong to their account and pool`() async throws {
        let fixture = try await DomainFixture()
        let (pool, other) = (try await pool(fixture), try await pool(fixture, numbers: 0))
        let binding = try await bind(fixture, pool)
        await #expect(throws: DomainError.binding(.unknown(binding.id))) {
            try await fixture.write(as: fixture.other) { try $0.bindings.unbind(binding.id, in: pool, kinds: [.axb]) }
        }
        await #expect(throws: DomainError.binding(.unknown(binding.id))) {
            try await fixture.write { try $0.bindings.unbind(binding.id, in: other, kinds: [.axb]) }
        }
        await #expect(throws: DomainError.binding(.unknown(binding.id))) {
            try await fixture.write { try $0.bindings.unbind(binding.id, in: pool, kinds: [.axn]) }
        }
        #expect(
            try await fixture.read(as: fixture.other) { try $0.bindings.list(.init(), offset: 0, limit: 9).total } == 0)
    }

    @Test func `take every number of a pool once, whoever draws`() async throws {
        let fixture = try await DomainFixture()
        let pool = try await pool(fixture, .axn, numbers: 500)
        let drawn = try await withThrowingTaskGroup(of: [PhoneNumber].self) { group in
            for client in 0..<16 {
                group.addTask {
                    var drawn: [PhoneNumber] = []
                    while true {
                        do {
                            drawn.append(
                                try await bind(fixture, pool, .axn, a: "139000000\(client + 10)", b: nil).phoneX)
                        } catch DomainError.binding(.numberNotEnough) {
                            return drawn
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(drawn.count == 500)
        #expect(Set(drawn).count == 500)
    }
}
