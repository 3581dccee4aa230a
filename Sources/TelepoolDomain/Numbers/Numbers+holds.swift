import TelepoolSQL
import TelepoolTime

/// Numbers that are taken, that rest afterwards, and that are reserved. A number that is bound is never held.
extension Numbers {
    /// Counts a binding on a number, in the transaction that binds it; what was reserved has found its use.
    func bound(_ number: PooledNumber) throws {
        if let hold = number.hold {
            try self.hold(number, nil)
            try scope.numberReservations.forgetIfEmpty(hold)
        }
        let count = try scope.transaction.first(
            """
            UPDATE numbers SET bind_count = bind_count + 1
            WHERE account_id = \(scope.account) AND number = \(number.number) RETURNING bind_count
            """
        ) { $0.integer(0) }
        if count == 1 { try totals.add([number.kind(held: .none): NumberTotals.Change(bound: 1)]) }
    }

    /// The opposite of ``bound(_:)``; a number without bindings rests, since the last of them ended.
    ///
    /// - Parameter time: when the binding ended.
    func unbound(_ number: PooledNumber, at time: Timestamp) throws {
        let left = try scope.transaction.first(
            """
            UPDATE numbers SET bind_count = bind_count - 1,
             released_at = CASE WHEN released_at > \(time) THEN released_at ELSE \(time) END
            WHERE account_id = \(scope.account) AND number = \(number.number) RETURNING bind_count, released_at
            """
        ) { (count: $0.integer(0), released: Timestamp(milliseconds: $0.integer(1))) }
        guard let left, left.count == 0 else { return }
        try totals.add([number.kind(held: .none): NumberTotals.Change(bound: -1)])
        guard try rest(number, since: left.released) != nil else { return }
        try totals.add([
            number.kind(held: .none): NumberTotals.Change(numbers: -1),
            number.kind(held: .resting): NumberTotals.Change(numbers: 1),
        ])
    }

    /// Lets a number rest for as long as its pool says, if that is not over by now.
    ///
    /// - Returns: what holds it now; the totals are the caller's business.
    func rest(_ number: PooledNumber, since time: Timestamp) throws -> NumberHold? {
        let until = time.adding(seconds: number.quarantineSeconds)
        guard until > scope.now else { return nil }
        try write(.resting(until: until), of: number.number)
        return .resting(until: until)
    }

    /// Holds a number that was taken out of service: it is no longer reserved, and rests from now on.
    func holdOutOfService(_ number: PooledNumber) throws -> NumberHold? {
        let rest = try rest(number, since: scope.now)
        guard let hold = number.hold, rest == nil else {
            if let hold = number.hold { try scope.numberReservations.forgetIfEmpty(hold) }
            return rest
        }
        // A rest that has begun goes on; a reservation does not.
        guard case .reserved = hold else { return hold }
        try write(nil, of: number.number)
        try scope.numberReservations.forgetIfEmpty(hold)
        return nil
    }

    /// Remembers that a number rests that is given up.
    func rememberRest(of number: PooledNumber) throws {
        guard case .resting(let until) = number.hold else { return }
        try scope.transaction.execute(
            """
            INSERT INTO number_rests (account_id, number, until) VALUES (\(scope.account), \(number.number), \(until))
            ON CONFLICT (account_id, number) DO UPDATE SET until = excluded.until
            """)
    }

    /// Whether any number was given up while it rested.
    func hasRests() throws -> Bool {
        try scope.transaction.first("SELECT 1 FROM number_rests WHERE account_id = \(scope.account) LIMIT 1") { _ in
            true
        }
            ?? false
    }

    /// Lets a number that comes back go on resting.
    ///
    /// - Returns: whether it does.
    func resumeRest(of number: PhoneNumber) throws -> Bool {
        let until = try scope.transaction.first(
            "SELECT until FROM number_rests WHERE account_id = \(scope.account) AND number = \(number)"
        ) { Timestamp(milliseconds: $0.integer(0)) }
        guard let until else { return false }
        try scope.transaction.execute(
            "DELETE FROM number_rests WHERE account_id = \(scope.account) AND number = \(number)")
        guard until > scope.now else { return false }
        try write(.resting(until: until), of: number)
        return true
    }

    /// Holds a number that is not bound, or sets it free.
    func hold(_ number: PooledNumber, _ hold: NumberHold?) throws {
        try write(hold, of: number.number)
        try totals.add([
            number.kind(held: NumberHold.Kind(number.hold)): NumberTotals.Change(numbers: -1),
            number.kind(held: NumberHold.Kind(hold)): NumberTotals.Change(numbers: 1),
        ])
    }

    /// Sets numbers free whose time is over.
    ///
    /// - Returns: how many, at most `limit`.
    func releaseHeld(limit: Int64) throws -> Int64 {
        try releaseHeld("n.held_until <= \(scope.now)", order: "n.held_until", limit: limit)
    }

    /// The same for one number.
    func releaseHeld(_ number: PhoneNumber) throws {
        _ = try releaseHeld("n.number = \(number) AND n.held_until <= \(scope.now)", order: "n.number", limit: 1)
    }

    private func releaseHeld(_ condition: SQLStatement, order: SQLStatement, limit: Int64) throws -> Int64 {
        let due = try scope.transaction.rows(
            """
            SELECT n.number, n.number_pool_no, n.status, n.held, n.type, n.city_code FROM numbers n
            WHERE n.account_id = \(scope.account) AND n.held <> 0 AND \(condition) ORDER BY \(order) LIMIT \(limit)
            """
        ) { row in
            (
                number: PhoneNumber(stored: row.text(0)),
                kind: NumberTotals.Kind(
                    pool: NumberPoolNo(row.text(1)), status: NumberStatus(stored: row.integer(2)),
                    held: NumberHold.Kind(stored: row.integer(3)), type: NumberType(stored: row.integer(4)),
                    cityCode: row.text(5))
            )
        }
        var changes: [NumberTotals.Kind: NumberTotals.Change] = [:]
        for (number, kind) in due {
            try write(nil, of: number)
            changes[kind, default: NumberTotals.Change()].numbers -= 1
            var free = kind
            free.held = .none
            changes[free, default: NumberTotals.Change()].numbers += 1
        }
        try totals.add(changes)
        return Int64(due.count)
    }

    private func write(_ hold: NumberHold?, of number: PhoneNumber) throws {
        let reservation: NumberReservationID? = if case .reserved(let id, _) = hold { id } else { nil }
        try scope.transaction.execute(
            """
            UPDATE numbers
            SET held = \(NumberHold.Kind(hold).rawValue), held_until = \(hold?.until), reservation_id = \(reservation)
            WHERE account_id = \(scope.account) AND number = \(number)
            """)
    }

    /// What holds the number of a row at this time, whether anybody has said so or not.
    func hold(_ row: any SQLRow) -> NumberHold? {
        if row.integer(6) == 0, let released = row.optionalTimestamp(15) {
            let until = max(released, row.optionalTimestamp(16) ?? released).adding(seconds: row.integer(11))
            return until > scope.now ? .resting(until: until) : nil
        }
        guard let until = row.optionalTimestamp(13), until > scope.now else { return nil }
        return switch NumberHold.Kind(stored: row.integer(12)) {
        case .none: nil
        case .reserved: .reserved(NumberReservationID(row.integer(14)), until: until)
        case .resting: .resting(until: until)
        }
    }
}

extension NumberHold.Kind {
    /// A kind as the schema keeps it; its check admits no other code.
    init(stored code: Int64) {
        guard let kind = Self(rawValue: code) else { preconditionFailure("the schema admits known holds only") }
        self = kind
    }
}

extension PooledNumber {
    func kind(held: NumberHold.Kind) -> NumberTotals.Kind {
        NumberTotals.Kind(pool: pool, status: status, held: held, type: type, cityCode: cityCode)
    }
}

extension [NumberTotals.Kind: NumberTotals.Change] {
    /// Counts a number, or no longer.
    mutating func add(_ number: PooledNumber, _ change: Int64) {
        let kind = number.kind(held: NumberHold.Kind(number.hold))
        self[kind, default: NumberTotals.Change()].numbers += change
        if number.bindCount > 0 { self[kind, default: NumberTotals.Change()].bound += change }
    }
}
