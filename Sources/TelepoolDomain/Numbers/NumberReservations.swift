import TelepoolSQL
package import TelepoolTime

/// Numbers of a pool that are kept for somebody for a time.
package struct NumberReservation: Sendable, Equatable {
    package var id: NumberReservationID
    package var pool: NumberPoolNo
    /// Whom or what it is for; may be empty.
    package var purpose: String
    package var createdAt: Timestamp
    package var expiresAt: Timestamp
    /// The numbers that are still kept; those that were bound since have found their use.
    package var numbers: [PhoneNumber]
}

/// Which numbers are to be reserved.
package enum NumbersToReserve: Sendable, Equatable {
    case given([PhoneNumber])
    case selected(count: Int64, type: NumberType?, NumberSelection)
}

/// The reservations of an account. A reserved number is never selected; whoever names it in a binding takes it.
package struct NumberReservations {
    let scope: TenantScope

    /// Reserves numbers that are free, all of them or none.
    ///
    /// - Throws: ``DomainError/unknownNumberPool(_:)``, ``DomainError/numberNotFree(_:)``, ``DomainError/binding(_:)``
    ///   where a number is not in the pool or there are not so many.
    package func create(
        in pool: NumberPoolNo, _ wanted: NumbersToReserve, purpose: String, seconds: Int64
    ) throws -> NumberReservation {
        guard try scope.numberPools.find(pool) != nil else { throw DomainError.unknownNumberPool(pool) }
        let numbers = try numbers(wanted, in: pool)
        let reservation = NumberReservation(
            id: NumberReservationID(scope.environment.identifiers.number()), pool: pool, purpose: purpose,
            createdAt: scope.now, expiresAt: scope.now.adding(seconds: seconds),
            numbers: numbers.map(\.number).sorted { $0.description < $1.description })
        try scope.transaction.execute(
            """
            INSERT INTO number_reservations (account_id, id, number_pool_no, purpose, created_at, expires_at)
            VALUES (\(scope.account), \(reservation.id), \(pool), \(purpose), \(scope.now), \(reservation.expiresAt))
            """)
        for number in numbers {
            try scope.numbers.hold(number, .reserved(reservation.id, until: reservation.expiresAt))
        }
        scope.trail.created(.init(.numberReservation, reservation.id), Self.fields(reservation))
        return reservation
    }

    /// Ends a reservation before its time; its numbers can be drawn at once.
    ///
    /// - Throws: ``DomainError/unknownNumberReservation(_:)``.
    package func release(_ id: NumberReservationID) throws -> NumberReservation {
        guard let reservation = try select("id = \(id)", limit: 1).first else {
            throw DomainError.unknownNumberReservation(id)
        }
        for number in reservation.numbers {
            if let number = try scope.numbers.find(number) { try scope.numbers.hold(number, nil) }
        }
        try scope.transaction.execute(
            "DELETE FROM number_reservations WHERE account_id = \(scope.account) AND id = \(id)")
        scope.trail.deleted(.init(.numberReservation, id), Self.fields(reservation))
        return reservation
    }

    /// What the audit log tells of a reservation.
    private static func fields(_ reservation: NumberReservation) -> AuditTrail.Fields {
        [
            "pool": .plain(reservation.pool), "numbers": .plain(reservation.numbers.count),
            "purpose": .text(reservation.purpose), "expires": .plain(reservation.expiresAt),
        ]
    }

    /// The reservations of a pool that are in force, in the order in which they were made.
    ///
    /// - Parameter previous: those behind this one.
    /// - Throws: ``DomainError/unknownNumberPool(_:)``.
    package func list(
        in pool: NumberPoolNo, after previous: NumberReservationID, limit: Int64
    ) throws -> [NumberReservation] {
        guard try scope.numberPools.find(pool) != nil else { throw DomainError.unknownNumberPool(pool) }
        return try select("number_pool_no = \(pool) AND id > \(previous)", limit: limit)
    }

    /// Forgets a reservation all of whose numbers have been taken.
    func forgetIfEmpty(_ hold: NumberHold) throws {
        guard case .reserved(let id, _) = hold else { return }
        try scope.transaction.execute(
            """
            DELETE FROM number_reservations
            WHERE account_id = \(scope.account) AND id = \(id) AND NOT EXISTS
             (SELECT 1 FROM numbers n
              WHERE n.account_id = \(scope.account) AND n.reservation_id = \(id) AND n.held = 1)
            """)
    }

    /// Forgets reservations and rests whose time is over; reserved numbers are set free by themselves.
    func forgetPast() throws {
        try scope.transaction.execute(
            "DELETE FROM number_reservations WHERE account_id = \(scope.account) AND expires_at <= \(scope.now)")
        try scope.transaction.execute(
            "DELETE FROM number_rests WHERE account_id = \(scope.account) AND until <= \(scope.now)")
    }

    private func numbers(_ wanted: NumbersToReserve, in pool: NumberPoolNo) throws -> [PooledNumber] {
        switch wanted {
        case .given(let phones):
            return try phones.map { phone in
                try scope.bindings.expire(on: phone)
                guard let number = try scope.numbers.find(phone), number.pool == pool else {
                    throw DomainError.binding(.numberNotInPool(phone))
                }
                guard number.availability == .available else { throw DomainError.numberNotFree(phone) }
                return number
            }
        case .selected(let count, let type, let selection):
            return try scope.bindings.afterExpiry {
                let numbers = try scope.bindings.numbers(count, in: pool, type: type, selection, without: []) {
                    $0.availability == .available
                }
                for number in numbers { try scope.bindings.expire(on: number.number) }
                return numbers
            }
        }
    }

    private func select(_ condition: SQLStatement, limit: Int64) throws -> [NumberReservation] {
        let reservations = try scope.transaction.rows(
            """
            SELECT id, number_pool_no, purpose, created_at, expires_at FROM number_reservations
            WHERE account_id = \(scope.account) AND expires_at > \(scope.now) AND \(condition)
            ORDER BY id LIMIT \(limit)
            """
        ) { row in
            NumberReservation(
                id: NumberReservationID(row.integer(0)), pool: NumberPoolNo(row.text(1)), purpose: row.text(2),
                createdAt: Timestamp(milliseconds: row.integer(3)), expiresAt: Timestamp(milliseconds: row.integer(4)),
                numbers: [])
        }
        return try reservations.map { reservation in
            var reservation = reservation
            reservation.numbers = try scope.transaction.rows(
                """
                SELECT number FROM numbers
                WHERE account_id = \(scope.account) AND reservation_id = \(reservation.id) AND held = 1
                ORDER BY number
                """
            ) { PhoneNumber(stored: $0.text(0)) }
            return reservation
        }
    }
}
