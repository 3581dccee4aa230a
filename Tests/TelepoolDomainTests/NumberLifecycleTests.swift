import TelepoolDomain
import TelepoolSQL
import TelepoolTestSupport
import TelepoolTime
import Testing

/// Reservation, rest and utilisation: what a number goes through beyond the vendor's states.
struct `The life of a number` {
    private struct Pool: Sendable {
        let domain: DomainFixture
        let no: NumberPoolNo

        func write<Result: Sendable>(
            after seconds: Int64 = 0, _ body: @escaping @Sendable (TenantScope) throws -> Result
        ) async throws -> Result {
            try await domain.write(at: Timestamp.example.adding(seconds: seconds), body)
        }

        func utilisation(after seconds: Int64 = 0) async throws -> [NumberAvailability: Int64] {
            try await domain.read(at: Timestamp.example.adding(seconds: seconds)) { scope in
                let utilisation = try scope.numbers.utilisation(of: no)
                #expect(try scope.numberPools.find(no)?.numberCount == utilisation.numbers)
                return Dictionary(
                    uniqueKeysWithValues: NumberAvailability.allCases.map { ($0, utilisation[$0]) }.filter { $0.1 != 0 }
                )
            }
        }

        func bind(
            after seconds: Int64 = 0, for duration: Int64 = 60, a: Int = 0, x: PhoneNumber? = nil
        ) async throws -> Binding {
            try await write(after: seconds) { scope in
                try scope.bindings.bind(
                    BindingRequest(
                        kind: .axn, pool: no, phoneA: phone(500 + a),
                        number: x.map(NumberChoice.given) ?? .selected(NumberSelection()),
                        expiresAt: scope.now.adding(seconds: duration)))
            }
        }

        func unbind(_ binding: Binding, after seconds: Int64) async throws {
            try await write(after: seconds) { try $0.bindings.unbind(binding.id, in: no, kinds: [.axn]) }
        }

        func reserve(_ wanted: NumbersToReserve, after seconds: Int64 = 0) async throws -> NumberReservation {
            try await write(after: seconds) {
                try $0.numberReservations.create(in: no, wanted, purpose: "客户", seconds: 60)
            }
        }

        /// The totals that are kept are what counting gives.
        func checkTotals() async throws {
            let (kept, counted) = try await domain.read { scope in
                let row = { (row: any SQLRow) in (0..<6).map { row.text($0) }.joined(separator: "|") }
                let columns: SQLStatement = """
                    CAST(status AS TEXT), CAST(held AS TEXT), CAST(type AS TEXT), city_code
                    """
                return (
                    try scope.transaction.rows(
                        """
                        SELECT \(columns), CAST(numbers AS TEXT), CAST(bound AS TEXT) FROM number_totals
                        WHERE numbers > 0 ORDER BY status, held, type, city_code
                        """, row),
                    try scope.transaction.rows(
                        """
                        SELECT \(columns), CAST(count(*) AS TEXT), CAST(count(*) FILTER (WHERE bind_count > 0) AS TEXT)
                        FROM numbers GROUP BY status, held, type, city_code ORDER BY status, held, type, city_code
                        """, row)
                )
            }
            #expect(kept == counted)
        }
    }

    private func pool(numbers: Int = 3, quarantine: Int64 = 0) async throws -> Pool {
        let domain = try await DomainFixture()
        let no = try await domain.write { scope in
            let no = try scope.numberPools.create(name: "池", serviceType: .privacy, subServiceType: .axn).no
            _ = try scope.numbers.add((0..<numbers).map { NumberEntry(phone($0), cityCode: "010") }, to: no)
            try scope.numberPools.setQuarantine(of: no, seconds: quarantine)
            return no
        }
        return Pool(domain: domain, no: no)
    }

    @Test func `A released number can be drawn at once where its pool knows no rest`() async throws {
        let pool = try await pool(numbers: 1)
        let binding = try await pool.bind()
        #expect(try await pool.utilisation() == [.assigned: 1])
        try await pool.unbind(binding, after: 10)
        #expect(try await pool.utilisation(after: 10) == [.available: 1])
        #expect(try await pool.bind(after: 10).phoneX == phone(0))
        try await pool.checkTotals()
    }

    @Test func `A released number rests, to the second`() async throws {
        let pool = try await pool(numbers: 1, quarantine: 100)
        let binding = try await pool.bind()
        try await pool.unbind(binding, after: 10)
        #expect(try await pool.utilisation(after: 10) == [.aging: 1])
        await #expect(throws: DomainError.binding(.numberNotEnough)) { try await pool.bind(after: 109) }
        await #expect(throws: DomainError.binding(.numberBlocked(phone(0)))) {
            try await pool.bind(after: 109, x: phone(0))
        }
        #expect(try await pool.utilisation(after: 109) == [.aging: 1])
        #expect(try await pool.utilisation(after: 110) == [.available: 1])
        #expect(try await pool.bind(after: 110).phoneX == phone(0))
        #expect(try await pool.utilisation(after: 110) == [.assigned: 1])
        try await pool.checkTotals()
    }

    @Test func `A binding that ends by itself lets its number rest from its end on`() async throws {
        let pool = try await pool(numbers: 1, quarantine: 100)
        _ = try await pool.bind(for: 50)
        // Nobody has swept: reading sees what is.
        #expect(try await pool.utilisation(after: 50) == [.aging: 1])
        #expect(try await pool.utilisation(after: 150) == [.available: 1])
        await #expect(throws: DomainError.binding(.numberNotEnough)) { try await pool.bind(after: 149) }
        #expect(try await pool.bind(after: 150).phoneX == phone(0))
        try await pool.checkTotals()
    }

    @Test func `The last binding on a number decides`() async throws {
        let domain = try await DomainFixture()
        let no = try await domain.write { scope in
            let no = try scope.numberPools.create(name: "池", serviceType: .privacy, subServiceType: .axb).no
            _ = try scope.numbers.add([NumberEntry(phone(0))], to: no)
            try scope.numberPools.setQuarantine(of: no, seconds: 100)
            return no
        }
        let bind = { @Sendable (scope: TenantScope, a: Int) throws in
            try scope.bindings.bind(
                BindingRequest(
                    kind: .axb, pool: no, phoneA: phone(a), phoneB: phone(a + 1), number: .selected(NumberSelection()),
                    expiresAt: scope.now.adding(seconds: 600)))
        }
        try await domain.write { scope in
            let (first, second) = (try bind(scope, 10), try bind(scope, 20))
            try scope.bindings.unbind(first.id, in: no, kinds: [.axb])
            #expect(try bind(scope, 30).phoneX == phone(0))
            #expect(try scope.numbers.utilisation(of: no)[.assigned] == 1)
            try scope.bindings.unbind(second.id, in: no, kinds: [.axb])
            #expect(try scope.numbers.find(phone(0))?.availability == .assigned)
        }
    }

    @Test func `A number that was out of service rests from then on`() async throws {
        let pool = try await pool(numbers: 1, quarantine: 100)
        let setStatus = { @Sendable (status: NumberStatus, seconds: Int64) async throws in
            let outcomes = try await pool.write(after: seconds) { try $0.numbers.setStatus(status, of: [phone(0)]) }
            #expect(outcomes == [.accepted])
        }
        try await setStatus(.disabledByUser, 0)
        #expect(try await pool.utilisation() == [.disabled: 1])
        try await setStatus(.inUse, 40)
        #expect(try await pool.utilisation(after: 40) == [.aging: 1])
        await #expect(throws: DomainError.binding(.numberNotEnough)) { try await pool.bind(after: 99) }
        #expect(try await pool.bind(after: 100).phoneX == phone(0))
        try await pool.checkTotals()
    }

    @Test func `A number that is given up and comes back rests from its last release`() async throws {
        let pool = try await pool(numbers: 2, quarantine: 100)
        let binding = try await pool.bind()
        try await pool.unbind(binding, after: 10)
        try await pool.write(after: 20) { scope in
            let removed = try scope.numbers.remove([binding.phoneX, phone(1)])
            #expect(removed == [.accepted, .accepted])
            let added = try scope.numbers.add([NumberEntry(binding.phoneX), NumberEntry(phone(1))], to: pool.no)
            #expect(added == [.accepted, .accepted])
        }
        #expect(try await pool.utilisation(after: 20) == [.aging: 1, .available: 1])
        #expect(try await pool.utilisation(after: 110) == [.available: 2])
        try await pool.checkTotals()
    }

    @Test func `A reserved number is drawn only where it is named`() async throws {
        let pool = try await pool(numbers: 2)
        let reservation = try await pool.reserve(.given([phone(1)]))
        #expect(reservation.numbers == [phone(1)])
        #expect(try await pool.utilisation() == [.available: 1, .reserved: 1])
        #expect(try await pool.bind(a: 1).phoneX == phone(0))
        await #expect(throws: DomainError.binding(.numberNotEnough)) { try await pool.bind(a: 2) }
        #expect(try await pool.bind(a: 2, x: phone(1)).phoneX == phone(1))
        #expect(try await pool.utilisation() == [.assigned: 2])
        let left = try await pool.write {
            try $0.numberReservations.list(in: pool.no, after: .init(0), limit: 9).map(\.numbers)
        }
        #expect(left == [])
        try await pool.checkTotals()
    }

    @Test func `A reservation ends at its time, or when it is released`() async throws {
        let pool = try await pool()
        let (first, second) = (
            try await pool.reserve(.selected(count: 2, type: nil, NumberSelection(cityCodes: ["010"]))),
            try await pool.reserve(.given([phone(2)]), after: 1)
        )
        await #expect(throws: DomainError.binding(.numberNotEnough)) { try await pool.bind(after: 59) }
        let listed = try await pool.write(after: 59) {
            try $0.numberReservations.list(in: pool.no, after: .init(0), limit: 9)
        }
        #expect(listed == [first, second])
        #expect(
            try await pool.write(after: 59) { try $0.numberReservations.list(in: pool.no, after: first.id, limit: 9) }
                == [second])
        #expect(try await pool.utilisation(after: 60) == [.available: 2, .reserved: 1])
        #expect(try await pool.write(after: 60) { try $0.numberReservations.release(second.id) } == second)
        #expect(try await pool.utilisation(after: 60) == [.available: 3])
        await #expect(throws: DomainError.unknownNumberReservation(first.id)) {
            try await pool.write(after: 60) { try $0.numberReservations.release(first.id) }
        }
        for a in 0..<3 { _ = try await pool.bind(after: 60, a: a) }
        #expect(try await pool.utilisation(after: 60) == [.assigned: 3])
        try await pool.checkTotals()
    }

    @Test func `What is not free cannot be reserved, and then nothing is`() async throws {
        let pool = try await pool(quarantine: 100)
        let bound = try await pool.bind()
        try await pool.unbind(bound, after: 1)
        let free = [phone(0), phone(1), phone(2)].filter { $0 != bound.phoneX }
        await #expect(throws: DomainError.numberNotFree(bound.phoneX)) {
            try await pool.reserve(.given(free + [bound.phoneX]), after: 2)
        }
        await #expect(throws: DomainError.binding(.numberNotInPool(phone(9)))) {
            try await pool.reserve(.given([phone(9)]))
        }
        await #expect(throws: DomainError.binding(.numberNotEnough)) {
            try await pool.reserve(.selected(count: 3, type: nil, NumberSelection()), after: 2)
        }
        #expect(try await pool.utilisation(after: 2) == [.available: 2, .aging: 1])
        let reserved = try await pool.reserve(.selected(count: 2, type: .mobile, NumberSelection()), after: 2)
        #expect(reserved.numbers == free)
        try await pool.write(after: 2) { scope in
            #expect(try scope.numbers.remove([free[0]]) == [.rejected(.numberReserved)])
            let other = try scope.numberPools.create(name: "二", serviceType: .privacy, subServiceType: .axn).no
            #expect(
                try scope.numbers.move([free[0], bound.phoneX], to: other) == [.rejected(.numberReserved), .accepted])
            // The rest goes along.
            #expect(try scope.numbers.find(bound.phoneX)?.availability == .aging)
            #expect(try scope.numbers.utilisation(of: other)[.aging] == 1)
        }
        try await pool.checkTotals()
    }

    @Test func `Other accounts see nothing of it`() async throws {
        let pool = try await pool()
        let reservation = try await pool.reserve(.given([phone(0)]))
        try await pool.domain.write(as: pool.domain.other) { scope in
            #expect(throws: DomainError.unknownNumberPool(pool.no)) { try scope.numbers.utilisation(of: pool.no) }
            #expect(throws: DomainError.unknownNumberPool(pool.no)) {
                try scope.numberPools.setQuarantine(of: pool.no, seconds: 1)
            }
            #expect(throws: DomainError.unknownNumberReservation(reservation.id)) {
                try scope.numberReservations.release(reservation.id)
            }
            #expect(throws: DomainError.unknownNumberPool(pool.no)) {
                try scope.numberReservations.list(in: pool.no, after: .init(0), limit: 1)
            }
        }
    }

    @Test(arguments: 0..<20)
    func `The totals stay right whatever happens`(seed: UInt64) async throws {
        let pool = try await pool(numbers: 6, quarantine: 7)
        var random = SplitMix(state: seed)
        var bindings: [Binding] = []
        var reservations: [NumberReservation] = []
        for second in Int64(0)..<60 {
            let number = phone(Int.random(in: 0..<6, using: &random))
            switch Int.random(in: 0..<9, using: &random) {
            case 0, 1: if let new = try? await pool.bind(after: second, for: 5) { bindings.append(new) }
            case 2: if let new = try? await pool.bind(after: second, for: 9, x: number) { bindings.append(new) }
            case 3: if let last = bindings.popLast() { try? await pool.unbind(last, after: second) }
            case 4: if let new = try? await pool.reserve(.given([number]), after: second) { reservations.append(new) }
            case 5:
                if let last = reservations.popLast() {
                    _ = try? await pool.write(after: second) { try $0.numberReservations.release(last.id) }
                }
            case 6: _ = try await pool.write(after: second) { try $0.numbers.setStatus(.disabledByUser, of: [number]) }
            case 7: _ = try await pool.write(after: second) { try $0.numbers.setStatus(.inUse, of: [number]) }
            default: _ = try await pool.write(after: second) { try $0.bindings.expire(limit: 3) }
            }
            try await pool.checkTotals()
            let seen = try await pool.domain.read(at: Timestamp.example.adding(seconds: second)) { scope in
                let numbers = try scope.numbers.list(NumberFilter(pool: pool.no), offset: 0, limit: 10).elements
                return Dictionary(grouping: numbers, by: \.availability).mapValues { Int64($0.count) }
            }
            #expect(try await pool.utilisation(after: second) == seen)
        }
    }
}

/// A random sequence that a seed repeats.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

private func phone(_ index: Int) -> PhoneNumber {
    guard let phone = PhoneNumber(String(13_800_000_000 + index)) else { preconditionFailure("a phone number") }
    return phone
}
