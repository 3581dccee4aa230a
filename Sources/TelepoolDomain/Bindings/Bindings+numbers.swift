import TelepoolSQL

/// Which number a binding takes.
extension Bindings {
    func number(for request: BindingRequest, excluding other: PhoneNumber? = nil) throws -> PooledNumber {
        guard let pool = try scope.numberPools.find(request.pool) else {
            throw DomainError.unknownNumberPool(request.pool)
        }
        guard pool.subServiceType == request.kind.subServiceType else {
            throw DomainError.binding(.poolOfOtherType(request.pool))
        }
        let excluded = BindingParties.excluded(by: request)
        switch request.number {
        case .given(let phone):
            guard let number = try scope.numbers.find(phone), number.pool == request.pool else {
                throw DomainError.binding(.numberNotInPool(phone))
            }
            guard number.status == .inUse, !number.isResting else { throw DomainError.binding(.numberBlocked(phone)) }
            guard phone != other else { throw DomainError.binding(.sameNumbers) }
            guard phone != request.phoneA, phone != request.phoneB else { throw DomainError.binding(.samePhone) }
            try expire(on: phone)
            if let party = try parties.first(of: excluded, on: phone) {
                throw DomainError.binding(Self.conflict(party, request))
            }
            return number
        case .selected(let selection):
            let unfit = [other, request.phoneA, request.phoneB].compactMap(\.self)
            for city in cities(selection) {
                guard try !parties.areEverywhere(excluded, in: request.pool, cityCode: city) else { continue }
                // One more than can be unfit for another reason.
                let found = try candidates(
                    in: request.pool, cityCode: city, type: nil, without: excluded, limit: Int64(unfit.count) + 1,
                    isRandom: selection.isRandom)
                if let number = found.first(where: { $0.hold == nil && !unfit.contains($0.number) }) { return number }
            }
            throw DomainError.binding(.numberNotEnough)
        }
    }

    /// So many different numbers, of the first cities that have them.
    ///
    /// - Throws: ``DomainError/binding(_:)`` where there are not so many.
    func numbers(
        _ count: Int64, in pool: NumberPoolNo, type: NumberType?, _ selection: NumberSelection,
        without excluded: [String], where isFit: (PooledNumber) -> Bool
    ) throws -> [PooledNumber] {
        var found: [PooledNumber] = []
        for city in cities(selection) where Int64(found.count) < count {
            let candidates = try candidates(
                in: pool, cityCode: city, type: type, without: excluded, limit: count, isRandom: selection.isRandom)
            found += candidates.filter { candidate in
                isFit(candidate) && !found.contains { $0.number == candidate.number }
            }
        }
        guard Int64(found.count) >= count else { throw DomainError.binding(.numberNotEnough) }
        return Array(found.prefix(Int(count)))
    }

    private func cities(_ selection: NumberSelection) -> [String?] {
        selection.cityCodes.map(\.self) + (selection.allowsOtherCities ? [nil] : [])
    }

    /// Numbers that can be selected, the least bound first or at random.
    func candidates(
        in pool: NumberPoolNo, cityCode: String?, type: NumberType?, without excluded: [String], limit: Int64,
        isRandom: Bool
    ) throws -> [PooledNumber] {
        if cityCode == nil, !isRandom {
            // City by city, as they are kept, since there are few of them.
            let found = try cityCodes(in: pool).flatMap { city in
                try candidates(
                    in: pool, cityCode: city, type: type, without: excluded, limit: limit, isRandom: false)
            }
            let sorted = found.sorted { ($0.bindCount, $0.number.description) < ($1.bindCount, $1.number.description) }
            return Array(sorted.prefix(Int(limit)))
        }
        var condition: SQLStatement =
            "n.number_pool_no = \(pool) AND n.status = \(NumberStatus.inUse.rawValue) AND n.held = 0"
        if let cityCode { condition += " AND n.city_code = \(cityCode)" }
        if let type { condition += " AND n.type = \(type.rawValue)" }
        if !excluded.isEmpty {
            // Counted for each candidate: as NOT EXISTS, PostgreSQL may take it for a join with all bindings.
            condition += """
                 AND (SELECT count(*) FROM binding_parties bp WHERE bp.account_id = n.account_id
                 AND bp.phone_x = n.number AND bp.party IN (\(excluded))) = 0
                """
        }
        guard isRandom else {
            return try scope.numbers.rows(condition, order: "n.bind_count, n.number", offset: 0, limit: limit)
        }
        // From some lot on, and around the end.
        let lot = Int64.random(in: Numbers.lots)
        let behind = try scope.numbers.rows(
            "\(condition) AND n.lot >= \(lot)", order: "n.lot", offset: 0, limit: limit)
        guard Int64(behind.count) < limit else { return behind }
        return behind
            + (try scope.numbers.rows(
                "\(condition) AND n.lot < \(lot)", order: "n.lot", offset: 0, limit: limit - Int64(behind.count)))
    }

    /// The cities that a pool has numbers of that can be selected.
    private func cityCodes(in pool: NumberPoolNo) throws -> [String] {
        try scope.transaction.rows(
            """
            SELECT DISTINCT city_code FROM number_totals
            WHERE account_id = \(scope.account) AND number_pool_no = \(pool)
             AND status = \(NumberStatus.inUse.rawValue) AND held = 0 AND numbers > 0 ORDER BY city_code
            """
        ) { $0.text(0) }
    }

    /// The first extension of four digits that is free on a number.
    func freeExtension(on number: PhoneNumber) throws -> String {
        let taken = Set(
            try scope.transaction.rows(
                """
                SELECT party FROM binding_parties
                WHERE account_id = \(scope.account) AND phone_x = \(number) AND party >= 'E' AND party < 'F'
                """
            ) { $0.text(0) })
        guard let free = (1000...9999).first(where: { !taken.contains("E\($0)") }) else {
            throw DomainError.binding(.numberNotEnough)
        }
        return String(free)
    }

    static func conflict(_ party: String, _ request: BindingRequest) -> BindingError {
        if party == "*" { return .numberOccupied }
        if party.hasPrefix("E") { return .extensionOccupied }
        return request.phoneB.map { party == "P\($0)" } == true ? .partyBConflicts : .partyAConflicts
    }
}
