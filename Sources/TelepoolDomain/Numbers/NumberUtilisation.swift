import TelepoolSQL
import TelepoolTime

/// How the numbers of a pool are used: each is counted once.
package struct NumberUtilisation: Sendable, Equatable {
    private var counts: [NumberAvailability: Int64] = [:]

    package subscript(_ availability: NumberAvailability) -> Int64 {
        get { counts[availability] ?? 0 }
        set { counts[availability] = newValue }
    }

    /// All numbers but cancelled ones: the `NumberCount` of the pool.
    package var numbers: Int64 {
        counts.filter { $0.key != .cancelled }.values.reduce(0, +)
    }

    /// Counts numbers as something else.
    fileprivate mutating func move(_ count: Int64, from: NumberAvailability, to: NumberAvailability) {
        self[from] -= count
        self[to] += count
    }
}

extension Numbers {
    /// How the numbers of a pool are used at this time, from the totals that are kept, not by counting numbers.
    ///
    /// - Throws: ``DomainError/unknownNumberPool(_:)``.
    package func utilisation(of pool: NumberPoolNo) throws -> NumberUtilisation {
        guard try scope.numberPools.find(pool) != nil else { throw DomainError.unknownNumberPool(pool) }
        var utilisation = NumberUtilisation()
        try scope.transaction.forEachRow(
            """
            SELECT status, held, sum(numbers), sum(bound) FROM number_totals
            WHERE account_id = \(scope.account) AND number_pool_no = \(pool) GROUP BY status, held
            """
        ) { row in
            let (status, held) = (NumberStatus(stored: row.integer(0)), NumberHold.Kind(stored: row.integer(1)))
            let (numbers, bound) = (row.integer(2), row.integer(3))
            switch (status, held) {
            case (.cancelled, _), (.cancelledByPlatform, _): utilisation[.cancelled] += numbers
            case (.disabledByUser, _), (.disabledByPlatform, _): utilisation[.disabled] += numbers
            case (.inUse, .reserved): utilisation[.reserved] += numbers
            case (.inUse, .resting): utilisation[.aging] += numbers
            case (.inUse, .none):
                utilisation[.assigned] += bound
                utilisation[.available] += numbers - bound
            }
            return true
        }
        try correct(&utilisation, of: pool)
        return utilisation
    }

    /// Sees what is over as over, whether anybody has said so or not.
    private func correct(_ utilisation: inout NumberUtilisation, of pool: NumberPoolNo) throws {
        try scope.transaction.forEachRow(
            """
            SELECT held, count(*) FROM numbers
            WHERE account_id = \(scope.account) AND held <> 0 AND held_until <= \(scope.now)
             AND number_pool_no = \(pool) AND status = \(NumberStatus.inUse.rawValue) GROUP BY held
            """
        ) { row in
            let isReserved = NumberHold.Kind(stored: row.integer(0)) == .reserved
            utilisation.move(row.integer(1), from: isReserved ? .reserved : .aging, to: .available)
            return true
        }
        try scope.transaction.forEachRow(
            """
            SELECT max(b.expires_at), n.released_at, p.quarantine_seconds FROM bindings b
            JOIN numbers n ON n.account_id = b.account_id AND n.number = b.phone_x
            JOIN number_pools p ON p.account_id = n.account_id AND p.number_pool_no = n.number_pool_no
            WHERE b.account_id = \(scope.account) AND b.is_live = 1 AND b.expires_at <= \(scope.now)
             AND n.number_pool_no = \(pool) AND n.status = \(NumberStatus.inUse.rawValue)
            GROUP BY n.number, n.bind_count, n.released_at, p.quarantine_seconds HAVING count(*) = n.bind_count
            """
        ) { row in
            let released = Timestamp(milliseconds: max(row.integer(0), row.optionalInteger(1) ?? 0))
            let rests = released.adding(seconds: row.integer(2)) > scope.now
            utilisation.move(1, from: .assigned, to: rests ? .aging : .available)
            return true
        }
    }
}
