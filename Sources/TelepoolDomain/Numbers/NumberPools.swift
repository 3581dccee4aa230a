import TelepoolSQL
import TelepoolTime

/// The number pools of an account.
package struct NumberPools {
    let scope: TenantScope

    /// Creates an empty pool.
    ///
    /// - Throws: ``DomainError/mismatchedServiceTypes(_:_:)``, ``DomainError/quotaExceeded(_:limit:)``.
    package func create(
        name: String, serviceType: ServiceType, subServiceType: SubServiceType
    ) throws -> NumberPool {
        guard subServiceType.serviceType == serviceType else {
            throw DomainError.mismatchedServiceTypes(serviceType, subServiceType)
        }
        let limit = try scope.ownAccount().quota.numberPools ?? scope.environment.limits.numberPools
        guard try count(NumberPool.Filter()) < limit else {
            throw DomainError.quotaExceeded(.numberPools, limit: limit)
        }
        let no = try insert(name: name, subServiceType: subServiceType)
        try addToTotal(of: subServiceType)
        scope.trail.created(.init(.numberPool, no), Self.fields(name, subServiceType))
        return NumberPool(
            no: no, name: name, serviceType: serviceType, subServiceType: subServiceType, numberCount: 0)
    }

    /// Renames a pool and, while it is empty, changes what it is for. What is `nil` stays as it is.
    ///
    /// - Throws: ``DomainError/unknownNumberPool(_:)``, ``DomainError/mismatchedServiceTypes(_:_:)``,
    ///   ``DomainError/numberPoolInUse(_:)``.
    package func update(
        _ no: NumberPoolNo, name: String?, serviceType: ServiceType?, subServiceType: SubServiceType?
    ) throws {
        guard let pool = try find(no) else { throw DomainError.unknownNumberPool(no) }
        let newType = serviceType ?? pool.serviceType
        let newSubType = subServiceType ?? pool.subServiceType
        guard newSubType.serviceType == newType else { throw DomainError.mismatchedServiceTypes(newType, newSubType) }
        if newSubType != pool.subServiceType {
            guard pool.numberCount == 0 else { throw DomainError.numberPoolInUse(no) }
            try removeFromTotal(of: pool.subServiceType)
            try addToTotal(of: newSubType)
        }
        try scope.transaction.execute(
            """
            UPDATE number_pools
            SET name = \(name ?? pool.name), service_type = \(newType.rawValue), sub_service_type = \(newSubType.rawValue)
            WHERE account_id = \(scope.account) AND number_pool_no = \(no)
            """)
        scope.trail.changed(
            .init(.numberPool, no), from: Self.fields(pool.name, pool.subServiceType),
            to: Self.fields(name ?? pool.name, newSubType))
    }

    /// Sets for how long a number of the pool rests, once it was released from its last binding or taken out of service,
    /// before it can be drawn again. Numbers that rest already keep their time.
    ///
    /// - Parameter seconds: at least 0, which is no rest.
    /// - Throws: ``DomainError/unknownNumberPool(_:)``.
    package func setQuarantine(of no: NumberPoolNo, seconds: Int64) throws {
        // What has ended by now rests as it was.
        try scope.bindings.expire(limit: .max)
        let before = try scope.transaction.first(
            """
            SELECT quarantine_seconds FROM number_pools
            WHERE account_id = \(scope.account) AND number_pool_no = \(no)
            """
        ) { $0.integer(0) }
        let updated = try scope.transaction.changes(
            by:
                """
                UPDATE number_pools SET quarantine_seconds = \(seconds)
                WHERE account_id = \(scope.account) AND number_pool_no = \(no)
                """)
        guard updated == 1 else { throw DomainError.unknownNumberPool(no) }
        scope.trail.changed(
            .init(.numberPool, no), from: ["quarantine_seconds": .plain(before ?? 0)],
            to: ["quarantine_seconds": .plain(seconds)])
    }

    /// Deletes a pool that holds neither numbers, cancelled ones included, nor bindings, and that nobody waits for numbers
    /// in.
    ///
    /// - Throws: ``DomainError/unknownNumberPool(_:)``, ``DomainError/numberPoolNotEmpty(_:)``.
    package func delete(_ no: NumberPoolNo) throws {
        guard let pool = try find(no) else { throw DomainError.unknownNumberPool(no) }
        let holds = try scope.transaction.first(
            "SELECT 1 FROM numbers WHERE account_id = \(scope.account) AND number_pool_no = \(no) LIMIT 1"
        ) { _ in true }
        let applications = NumberApplicationFilter(pool: no, isOpen: true)
        guard holds == nil, try scope.numberApplications.list(applications, offset: 0, limit: 1).total == 0 else {
            throw DomainError.numberPoolNotEmpty(no)
        }
        for table: SQLStatement in ["number_totals", "binding_party_totals", "number_reservations", "number_pools"] {
            try scope.transaction.execute(
                "DELETE FROM \(table) WHERE account_id = \(scope.account) AND number_pool_no = \(no)")
        }
        try removeFromTotal(of: pool.subServiceType)
        scope.trail.deleted(.init(.numberPool, no), Self.fields(pool.name, pool.subServiceType))
    }

    /// What the audit log tells of a pool.
    private static func fields(_ name: String, _ type: SubServiceType) -> AuditTrail.Fields {
        ["name": .text(name), "sub_service_type": .plain(type.rawValue)]
    }

    package func find(_ no: NumberPoolNo) throws -> NumberPool? {
        try select(NumberPool.Filter(no: no), offset: 0, limit: 1).first
    }

    /// The pools that match, newest first; pools of the same instant by descending number (6.13).
    ///
    /// - Parameters:
    ///   - offset: how many pools to leave out, at least 0.
    ///   - limit: how many pools to give at most, at least 1.
    package func list(_ filter: NumberPool.Filter, offset: Int64, limit: Int64) throws -> Page<NumberPool> {
        Page(elements: try select(filter, offset: offset, limit: limit), total: try count(filter))
    }

    /// Adds to the number of numbers that a pool holds, in the transaction that adds or removes them.
    func addToNumberCount(of no: NumberPoolNo, _ change: Int64) throws {
        try scope.transaction.execute(
            """
            UPDATE number_pools SET number_count = number_count + \(change)
            WHERE account_id = \(scope.account) AND number_pool_no = \(no)
            """)
    }
}

// MARK: - SQL

extension NumberPools {
    private func select(_ filter: NumberPool.Filter, offset: Int64, limit: Int64) throws -> [NumberPool] {
        try scope.transaction.rows(
            """
            SELECT number_pool_no, name, service_type, sub_service_type, number_count FROM number_pools
            WHERE \(condition(filter)) ORDER BY created_at DESC, number_pool_no DESC LIMIT \(limit) OFFSET \(offset)
            """, Self.pool)
    }

    private func condition(_ filter: NumberPool.Filter) -> SQLStatement {
        var condition = types(filter)
        if let no = filter.no { condition += " AND number_pool_no = \(no)" }
        if let part = filter.namePart { condition += " AND \(scope.transaction.dialect.contains("name", part))" }
        return condition
    }

    private func types(_ filter: NumberPool.Filter) -> SQLStatement {
        var condition: SQLStatement = "account_id = \(scope.account)"
        if let type = filter.serviceType { condition += " AND service_type = \(type)" }
        if let type = filter.subServiceType { condition += " AND sub_service_type = \(type)" }
        return condition
    }

    /// How many pools match. By type it costs the few totals that are kept; only a name has to be searched for.
    private func count(_ filter: NumberPool.Filter) throws -> Int64 {
        let statement: SQLStatement =
            filter.no == nil && filter.namePart == nil
            ? "SELECT sum(pools) FROM number_pool_totals WHERE \(types(filter))"
            : "SELECT count(*) FROM number_pools WHERE \(condition(filter))"
        return try scope.transaction.first(statement) { $0.integer(0) } ?? 0
    }

    /// Inserts a pool under a number that nobody has; the last eight digits are left to chance (4.0).
    private func insert(name: String, subServiceType: SubServiceType) throws -> NumberPoolNo {
        while true {
            let digits = scope.environment.identifiers.decimal(digits: 8)
            let no = NumberPoolNo("NP\(scope.now.seconds)\(digits)")
            let inserted = try scope.transaction.changes(
                by:
                    """
                    INSERT INTO number_pools
                    (account_id, number_pool_no, name, service_type, sub_service_type, number_count, created_at)
                    VALUES (\(scope.account), \(no), \(name), \(subServiceType.serviceType.rawValue),
                            \(subServiceType.rawValue), 0, \(scope.now))
                    ON CONFLICT DO NOTHING
                    """)
            if inserted == 1 { return no }
        }
    }

    private func addToTotal(of type: SubServiceType) throws {
        try scope.transaction.execute(
            """
            INSERT INTO number_pool_totals (account_id, service_type, sub_service_type, pools)
            VALUES (\(scope.account), \(type.serviceType.rawValue), \(type.rawValue), 1)
            ON CONFLICT (account_id, service_type, sub_service_type) DO UPDATE SET pools = number_pool_totals.pools + 1
            """)
    }

    private func removeFromTotal(of type: SubServiceType) throws {
        try scope.transaction.execute(
            """
            UPDATE number_pool_totals SET pools = pools - 1
            WHERE account_id = \(scope.account) AND sub_service_type = \(type.rawValue)
             AND service_type = \(type.serviceType.rawValue)
            """)
    }

    private static func pool(_ row: any SQLRow) -> NumberPool {
        NumberPool(
            no: NumberPoolNo(row.text(0)), name: row.text(1), serviceType: ServiceType(stored: row.integer(2)),
            subServiceType: SubServiceType(stored: row.integer(3)), numberCount: row.integer(4))
    }
}
