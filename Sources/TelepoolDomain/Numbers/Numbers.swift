import TelepoolNumbering
import TelepoolSQL
import TelepoolTime

/// The phone numbers in the pools of an account.
package struct Numbers {
    let scope: TenantScope

    /// What a number draws when it comes, to be chosen at random by.
    static let lots: Range<Int64> = 0..<1 << 53

    var totals: NumberTotals { NumberTotals(scope: scope) }

    /// The number, if the account holds it.
    package func find(_ number: PhoneNumber) throws -> PooledNumber? {
        try select(NumberFilter(numbers: [number]), offset: 0, limit: 1).first
    }

    /// The numbers that match: in the order of their digits, and before that by pool where no single ones are named.
    ///
    /// - Parameters:
    ///   - offset: how many numbers to leave out, at least 0.
    ///   - limit: how many numbers to give at most, at least 1.
    package func list(_ filter: NumberFilter, offset: Int64, limit: Int64) throws -> Page<PooledNumber> {
        let total = filter.numbers == nil ? try totals.count(filter) : try count(filter)
        return Page(elements: try select(filter, offset: offset, limit: limit), total: total)
    }

    /// The numbers of a pool behind `previous`, in the order of their digits: page after page, each at the same cost.
    ///
    /// - Throws: ``DomainError/unknownNumberPool(_:)``.
    package func list(in pool: NumberPoolNo, after previous: String, limit: Int64) throws -> [PooledNumber] {
        guard try scope.numberPools.find(pool) != nil else { throw DomainError.unknownNumberPool(pool) }
        return try rows(
            "n.number_pool_no = \(pool) AND n.number > \(previous)", order: "n.number", offset: 0, limit: limit)
    }
}

// MARK: - Changes

extension Numbers {
    /// Puts numbers into a pool.
    ///
    /// - Returns: for each number, in the same order, what came of it. A number that is in this pool already is a
    ///   duplicate; one that is held elsewhere on the server is refused, as a number can be held only once.
    /// - Throws: ``DomainError/unknownNumberPool(_:)``, ``DomainError/quotaExceeded(_:limit:)``.
    package func add(_ entries: [NumberEntry], to pool: NumberPoolNo) throws -> [ImportOutcome] {
        guard try scope.numberPools.find(pool) != nil else { throw DomainError.unknownNumberPool(pool) }
        var outcomes = entries.map { entry in
            entry.purchasedAt.map { $0 > scope.now } == true ? ImportOutcome.rejected(.future) : .accepted
        }
        let fit = entries.indices.filter { outcomes[$0] == .accepted }
        let isNew = try insert(fit.map { entries[$0] }, into: pool)
        let hasRests = try hasRests()
        var changes: [NumberTotals.Kind: NumberTotals.Change] = [:]
        for (index, isNew) in zip(fit, isNew) {
            let entry = entries[index]
            guard isNew else {
                outcomes[index] = try outcome(ofKnown: entry, in: pool)
                continue
            }
            let rests = try hasRests && resumeRest(of: entry.number)
            let kind = NumberTotals.Kind(
                pool: pool, status: .inUse, held: rests ? .resting : .none, type: entry.typeInPool,
                cityCode: entry.cityCodeInPool)
            changes[kind, default: NumberTotals.Change()].numbers += 1
        }
        try totals.add(changes)
        let added = changes.values.reduce(0) { $0 + $1.numbers }
        if added > 0 {
            try checkQuota()
            scope.trail.changed(
                .init(.numberPool, pool), from: [:],
                to: [
                    "numbers_added": .plain(added), "first": .phone(entries.first?.number),
                    "last": .phone(entries.last?.number),
                ])
        }
        return outcomes
    }

    private func checkQuota() throws {
        guard let limit = try scope.ownAccount().quota.numbers else { return }
        let count = try scope.transaction.first(
            "SELECT sum(number_count) FROM number_pools WHERE account_id = \(scope.account)"
        ) { $0.integer(0) }
        guard count ?? 0 <= limit else { throw DomainError.quotaExceeded(.numbers, limit: limit) }
    }

    /// Moves numbers into another pool of the account; what is bound or reserved stays where it is.
    ///
    /// - Returns: for each number, in the same order, what came of it.
    /// - Throws: ``DomainError/unknownNumberPool(_:)``.
    package func move(_ numbers: [PhoneNumber], to pool: NumberPoolNo) throws -> [ImportOutcome] {
        guard try scope.numberPools.find(pool) != nil else { throw DomainError.unknownNumberPool(pool) }
        return try change(numbers) { held in
            if held.pool == pool { return .duplicate }
            if let reason = held.reasonToStay { return .rejected(reason) }
            try scope.transaction.execute(
                """
                UPDATE numbers SET number_pool_no = \(pool)
                WHERE account_id = \(scope.account) AND number = \(held.number)
                """)
            held.pool = pool
            return .accepted
        }
    }

    /// Gives numbers up, so that they can be held elsewhere; what is bound or reserved stays.
    ///
    /// - Returns: for each number, in the same order, what came of it.
    package func remove(_ numbers: [PhoneNumber]) throws -> [ImportOutcome] {
        try change(numbers) { held in
            if let reason = held?.reasonToStay { return .rejected(reason) }
            if let held { try rememberRest(of: held) }
            try scope.transaction.execute(
                "DELETE FROM numbers WHERE account_id = \(scope.account) AND number = \(held?.number)")
            held = nil
            return .accepted
        }
    }

    /// Brings numbers into a state. One that the platform disabled or that was cancelled stays as it is. What is no longer
    /// in use rests, and is no longer reserved.
    ///
    /// - Returns: for each number, in the same order, what came of it; a number in this state already is a duplicate.
    package func setStatus(_ status: NumberStatus, of numbers: [PhoneNumber]) throws -> [ImportOutcome] {
        try change(numbers) { held in
            if held.status == status { return .duplicate }
            guard held.status == .inUse || held.status == .disabledByUser else { return .rejected(.numberFixed) }
            try scope.transaction.execute(
                """
                UPDATE numbers SET status = \(status.rawValue)
                WHERE account_id = \(scope.account) AND number = \(held.number)
                """)
            held.status = status
            if held.bindCount > 0 {
                try BindingParties(scope: scope).numberChanged(held, isSelectable: status == .inUse)
            } else if status != .inUse {
                held.hold = try holdOutOfService(held)
            }
            return .accepted
        }
    }

    private func change(
        _ numbers: [PhoneNumber], _ body: (inout PooledNumber) throws -> ImportOutcome
    ) throws -> [ImportOutcome] {
        try change(numbers) { (held: inout PooledNumber?) in
            guard var number = held else { return .rejected(.unknownNumber) }
            defer { held = number }
            return try body(&number)
        }
    }

    /// Changes numbers one after the other and brings the totals up to date in the end.
    private func change(
        _ numbers: [PhoneNumber], _ body: (inout PooledNumber?) throws -> ImportOutcome
    ) throws -> [ImportOutcome] {
        var changes: [NumberTotals.Kind: NumberTotals.Change] = [:]
        let outcomes = try numbers.map { number in
            try scope.bindings.expire(on: number)
            guard let before = try find(number) else { return ImportOutcome.rejected(.unknownNumber) }
            var after: PooledNumber? = before
            let outcome = try body(&after)
            changes.add(before, -1)
            if let after { changes.add(after, 1) }
            if outcome == .accepted {
                scope.trail.changed(
                    .init(.number, number.description), from: before.auditFields, to: after?.auditFields ?? [:])
            }
            return outcome
        }
        try totals.add(changes)
        return outcomes
    }

    /// - Returns: for each entry whether nobody holds its number.
    private func insert(_ entries: [NumberEntry], into pool: NumberPoolNo) throws -> [Bool] {
        var rows = SQLRows(
            .text, .integer, .text, .integer, .integer, .text, .text, .integer, .integer, .integer, .integer,
            capacity: entries.count)
        for entry in entries {
            rows.append(
                entry.number.sqlValue, scope.account.sqlValue, pool.sqlValue, entry.typeInPool.rawValue.sqlValue,
                NumberStatus.inUse.rawValue.sqlValue, entry.cityCodeInPool.sqlValue,
                (entry.qualificationNo ?? "").sqlValue, (entry.purchasedAt ?? scope.now).sqlValue, .integer(0),
                Int64.random(in: Self.lots).sqlValue, scope.now.sqlValue)
        }
        return try scope.transaction.insertNew(
            rows, into: "numbers",
            columns: [
                "number", "account_id", "number_pool_no", "type", "status", "city_code", "qualification_no",
                "purchased_at", "bind_count", "lot", "created_at",
            ], keyCount: 1)
    }

    private func outcome(ofKnown entry: NumberEntry, in pool: NumberPoolNo) throws -> ImportOutcome {
        guard let held = try find(entry.number), held.pool == pool else { return .rejected(.numberHeldElsewhere) }
        return held.isDescribed(by: entry) ? .duplicate : .rejected(.numberDiffers)
    }
}

extension NumberEntry {
    fileprivate var typeInPool: NumberType { type ?? number.type }

    fileprivate var cityCodeInPool: String { cityCode ?? City.of(landline: number.description)?.areaCode ?? "" }
}

extension PooledNumber {
    /// What the audit log tells of a number.
    fileprivate var auditFields: AuditTrail.Fields { ["pool": .plain(pool), "status": .plain(status.rawValue)] }

    /// Why the number can neither be moved nor given up.
    fileprivate var reasonToStay: ImportRejection? {
        if bindCount > 0 { return .numberBound }
        if case .reserved = hold { return .numberReserved }
        return nil
    }
}

// MARK: - SQL

extension Numbers {
    private func select(_ filter: NumberFilter, offset: Int64, limit: Int64) throws -> [PooledNumber] {
        try rows(
            condition(filter), order: filter.numbers == nil ? "n.number_pool_no, n.number" : "n.number", offset: offset,
            limit: limit)
    }

    /// The numbers `n` that meet a condition. Bindings whose time is over do not count, whether anybody has said so or not.
    func rows(
        _ condition: SQLStatement, order: SQLStatement, offset: Int64, limit: Int64
    ) throws -> [PooledNumber] {
        try scope.transaction.rows(
            """
            SELECT n.number, n.type, n.status, n.city_code, n.purchased_at, n.qualification_no,
                   CASE n.bind_count WHEN 0 THEN 0 ELSE n.bind_count -
                    (SELECT count(*) FROM bindings b WHERE b.account_id = n.account_id AND b.phone_x = n.number
                     AND b.is_live = 1 AND b.expires_at <= \(scope.now)) END,
                   p.number_pool_no, p.name, p.service_type, p.sub_service_type, p.quarantine_seconds, n.held,
                   n.held_until, n.reservation_id,
                   CASE n.bind_count WHEN 0 THEN NULL ELSE
                    (SELECT max(b.expires_at) FROM bindings b WHERE b.account_id = n.account_id
                     AND b.phone_x = n.number AND b.is_live = 1 AND b.expires_at <= \(scope.now)) END,
                   n.released_at
            FROM numbers n
            JOIN number_pools p ON p.account_id = n.account_id AND p.number_pool_no = n.number_pool_no
            WHERE n.account_id = \(scope.account) AND \(condition)
            ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)
            """, number)
    }

    private func count(_ filter: NumberFilter) throws -> Int64 {
        try scope.transaction.first(
            """
            SELECT count(*) FROM numbers n
            JOIN number_pools p ON p.account_id = n.account_id AND p.number_pool_no = n.number_pool_no
            WHERE n.account_id = \(scope.account) AND \(condition(filter))
            """
        ) { $0.integer(0) } ?? 0
    }

    private func condition(_ filter: NumberFilter) -> SQLStatement {
        var condition: SQLStatement = "1 = 1"
        if let numbers = filter.numbers { condition += " AND n.number IN (\(numbers))" }
        if let pool = filter.pool { condition += " AND n.number_pool_no = \(pool)" }
        if let status = filter.status { condition += " AND n.status = \(status)" }
        if let type = filter.type { condition += " AND n.type = \(type)" }
        if let subServiceType = filter.subServiceType { condition += " AND p.sub_service_type = \(subServiceType)" }
        return condition
    }

    private func number(_ row: any SQLRow) -> PooledNumber {
        PooledNumber(
            number: PhoneNumber(stored: row.text(0)), type: NumberType(stored: row.integer(1)),
            status: NumberStatus(stored: row.integer(2)), cityCode: row.text(3),
            purchasedAt: Timestamp(milliseconds: row.integer(4)), qualificationNo: row.text(5),
            bindCount: row.integer(6), hold: hold(row), pool: NumberPoolNo(row.text(7)), poolName: row.text(8),
            serviceType: ServiceType(stored: row.integer(9)), subServiceType: SubServiceType(stored: row.integer(10)),
            quarantineSeconds: row.integer(11))
    }
}
