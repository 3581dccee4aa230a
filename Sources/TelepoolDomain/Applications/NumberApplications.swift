import TelepoolNumbering
import TelepoolSQL
import TelepoolTime

/// The applications for numbers of an account.
package struct NumberApplications {
    let scope: TenantScope

    /// Hands an application in.
    ///
    /// - Parameter cities: what is wanted, by area code, each at least 1.
    /// - Throws: ``DomainError/unknownNumberPool(_:)``.
    package func create(
        for no: NumberPoolNo, _ details: NumberApplicationDetails, cities: [NumberApplication.City]
    ) throws -> NumberApplication {
        guard let pool = try scope.numberPools.find(no) else { throw DomainError.unknownNumberPool(no) }
        let last = try scope.transaction.first(
            "SELECT max(id) FROM number_applications WHERE account_id = \(scope.account)"
        ) { $0.integer(0) }
        let application = NumberApplication(
            id: (last ?? 0) + 1, billID: NumberApplicationID("NA\(scope.environment.identifiers.decimal(digits: 10))"),
            pool: pool, status: .submitted, details: details, notes: "", appliedAt: scope.now, updatedAt: scope.now,
            cities: cities)
        try scope.transaction.execute(
            """
            INSERT INTO number_applications
            (account_id, id, bill_id, number_pool_no, status, sub_service_type, number_type, purpose,
             qualification_no, remark, notes, applied_at, updated_at)
            VALUES (\(scope.account), \(application.id), \(application.billID), \(no),
                    \(application.status.rawValue), \(pool.subServiceType.rawValue), \(details.type.rawValue),
                    \(details.purpose), \(details.qualificationNo), \(details.remark), '', \(scope.now), \(scope.now))
            """)
        for city in cities {
            try scope.transaction.execute(
                """
                INSERT INTO number_application_cities (account_id, application_id, city_code, applied, imported)
                VALUES (\(scope.account), \(application.id), \(city.code), \(city.applied), 0)
                """)
        }
        scope.trail.created(
            .init(.numberApplication, application.billID),
            [
                "pool": .plain(no), "status": .plain(application.status.rawValue),
                "numbers": .plain(cities.reduce(0) { $0 + $1.applied }),
            ])
        return application
    }

    /// Brings numbers for an application: puts them into its pool. It has succeeded when all came that were asked for;
    /// as long as some did not, it has partly succeeded and more can be brought.
    ///
    /// - Returns: for each number, in the same order, what came of it. A number of a city that nobody asked for, or more
    ///   of them than asked for, is refused.
    /// - Throws: ``DomainError/unknownNumberApplication(_:)``, ``DomainError/numberApplicationClosed(_:)``.
    package func approve(_ billID: NumberApplicationID, with entries: [NumberEntry]) throws -> [ImportOutcome] {
        var application = try find(billID, in: NumberApplicationStatus.open)
        let outcomes = try entries.map { entry -> ImportOutcome in
            let code = entry.cityCode ?? City.of(landline: entry.number.description)?.areaCode ?? ""
            guard let index = application.cities.firstIndex(where: { $0.code == code }),
                application.cities[index].imported < application.cities[index].applied
            else { return .rejected(.notAppliedFor) }
            var entry = entry
            entry.cityCode = code
            entry.type = entry.type ?? application.details.type
            entry.qualificationNo = entry.qualificationNo ?? application.details.qualificationNo
            let outcome = try scope.numbers.add([entry], to: application.pool.no)[0]
            if outcome == .accepted { application.cities[index].imported += 1 }
            return outcome
        }
        for city in application.cities {
            try scope.transaction.execute(
                """
                UPDATE number_application_cities SET imported = \(city.imported)
                WHERE account_id = \(scope.account) AND application_id = \(application.id) AND city_code = \(city.code)
                """)
        }
        let isComplete = application.cities.allSatisfy { $0.imported == $0.applied }
        let hasAny = application.cities.contains { $0.imported > 0 }
        if hasAny { try close(application, as: isComplete ? .succeeded : .partlySucceeded, notes: "") }
        return outcomes
    }

    /// Refuses an application.
    ///
    /// - Throws: ``DomainError/unknownNumberApplication(_:)``, ``DomainError/numberApplicationClosed(_:)``.
    package func reject(_ billID: NumberApplicationID, notes: String) throws {
        try close(find(billID, in: [.submitted, .accepted]), as: .failed, notes: notes)
    }

    package func find(_ billID: NumberApplicationID) throws -> NumberApplication? {
        try select(condition(NumberApplicationFilter(billID: billID)), offset: 0, limit: 1).first
    }

    /// The applications that match, newest first.
    package func list(
        _ filter: NumberApplicationFilter, offset: Int64, limit: Int64
    ) throws -> Page<NumberApplication> {
        let condition = condition(filter)
        let total = try scope.transaction.first("SELECT count(*) FROM number_applications a WHERE \(condition)") {
            $0.integer(0)
        }
        return Page(elements: try select(condition, offset: offset, limit: limit), total: total ?? 0)
    }
}

// MARK: - SQL

extension NumberApplications {
    private func select(_ condition: SQLStatement, offset: Int64, limit: Int64) throws -> [NumberApplication] {
        var applications = try scope.transaction.rows(
            """
            SELECT a.id, a.bill_id, a.number_pool_no, p.name, a.sub_service_type, p.number_count, a.status,
                   a.number_type, a.purpose, a.qualification_no, a.remark, a.notes, a.applied_at, a.updated_at
            FROM number_applications a
            LEFT JOIN number_pools p ON p.account_id = a.account_id AND p.number_pool_no = a.number_pool_no
            WHERE \(condition) ORDER BY a.applied_at DESC, a.id DESC LIMIT \(limit) OFFSET \(offset)
            """, Self.application)
        for index in applications.indices { applications[index].cities = try cities(of: applications[index].id) }
        return applications
    }

    /// The application, if it is still in one of these states.
    private func find(_ billID: NumberApplicationID, in states: [NumberApplicationStatus]) throws -> NumberApplication {
        guard let application = try find(billID) else { throw DomainError.unknownNumberApplication(billID) }
        guard states.contains(application.status) else { throw DomainError.numberApplicationClosed(billID) }
        return application
    }

    private func close(_ application: NumberApplication, as status: NumberApplicationStatus, notes: String) throws {
        try scope.transaction.execute(
            """
            UPDATE number_applications SET status = \(status.rawValue), notes = \(notes), updated_at = \(scope.now)
            WHERE account_id = \(scope.account) AND id = \(application.id)
            """)
        scope.trail.changed(
            .init(.numberApplication, application.billID),
            from: ["status": .plain(application.status.rawValue), "notes": .text(application.notes)],
            to: ["status": .plain(status.rawValue), "notes": .text(notes)])
    }

    private func condition(_ filter: NumberApplicationFilter) -> SQLStatement {
        var condition: SQLStatement = "a.account_id = \(scope.account)"
        if let billID = filter.billID { condition += " AND a.bill_id = \(billID)" }
        if let pool = filter.pool { condition += " AND a.number_pool_no = \(pool)" }
        if let isOpen = filter.isOpen {
            let states = NumberApplicationStatus.allCases.filter { NumberApplicationStatus.open.contains($0) == isOpen }
            condition += " AND a.status IN (\(states.map(\.rawValue)))"
        }
        if let status = filter.status { condition += " AND a.status = \(status)" }
        if let type = filter.subServiceType { condition += " AND a.sub_service_type = \(type)" }
        if let type = filter.type { condition += " AND a.number_type = \(type)" }
        if let from = filter.applied.from { condition += " AND a.applied_at >= \(from)" }
        if let to = filter.applied.to { condition += " AND a.applied_at <= \(to)" }
        if let from = filter.updated.from { condition += " AND a.updated_at >= \(from)" }
        if let to = filter.updated.to { condition += " AND a.updated_at <= \(to)" }
        return condition
    }

    private func cities(of id: Int64) throws -> [NumberApplication.City] {
        try scope.transaction.rows(
            """
            SELECT city_code, applied, imported FROM number_application_cities
            WHERE account_id = \(scope.account) AND application_id = \(id) ORDER BY city_code
            """
        ) { NumberApplication.City(code: $0.text(0), applied: $0.integer(1), imported: $0.integer(2)) }
    }

    private static func application(_ row: any SQLRow) -> NumberApplication {
        guard let status = NumberApplicationStatus(rawValue: row.integer(6)) else {
            preconditionFailure("the schema admits known states only")
        }
        let subServiceType = SubServiceType(stored: row.integer(4))
        return NumberApplication(
            id: row.integer(0), billID: NumberApplicationID(row.text(1)),
            // Without a name where it was deleted since.
            pool: NumberPool(
                no: NumberPoolNo(row.text(2)), name: row.text(3), serviceType: subServiceType.serviceType,
                subServiceType: subServiceType, numberCount: row.integer(5)),
            status: status,
            details: NumberApplicationDetails(
                type: NumberType(stored: row.integer(7)), purpose: row.text(8), qualificationNo: row.text(9),
                remark: row.text(10)),
            notes: row.text(11), appliedAt: Timestamp(milliseconds: row.integer(12)),
            updatedAt: Timestamp(milliseconds: row.integer(13)), cities: [])
    }
}
