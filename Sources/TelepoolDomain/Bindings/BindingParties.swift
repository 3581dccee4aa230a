import TelepoolSQL

/// Who takes part in bindings on which number of a pool.
///
/// A party is a text that can be on a number once: `P13800000000` for a phone that the number connects with one other,
/// `X…` for the A of an AX binding, `E…` for an extension, `*` for everybody. That it is there once is what the schema
/// guards; the totals tell without searching that a party is on every number of a pool.
struct BindingParties {
    let scope: TenantScope

    /// The parties of a binding.
    static func of(_ kind: BindingKind, phoneA: PhoneNumber, phoneB: PhoneNumber?, phoneE: String?) -> [String] {
        switch kind {
        case .axb: phoneB.map { ["P\(phoneA)", "P\($0)"] } ?? ["X\(phoneA)"]
        case .axn: ["*"]
        case .axne: ["P\(phoneA)"] + (phoneE.map { ["E\($0)"] } ?? [])
        case .axyb: ["P\(phoneA)"]
        case .yb: phoneB.map { ["P\($0)"] } ?? []
        }
    }

    /// The parties that a new binding must not find on its number.
    static func excluded(by request: BindingRequest) -> [String] {
        let own = of(request.kind, phoneA: request.phoneA, phoneB: request.phoneB, phoneE: request.phoneE)
        guard request.axExcludesAXB, request.kind == .axb else { return own }
        return own + [request.phoneB == nil ? "P\(request.phoneA)" : "X\(request.phoneA)"]
    }

    /// The first of these parties that is on the number.
    func first(of parties: [String], on number: PhoneNumber) throws -> String? {
        let found = Set(
            try scope.transaction.rows(
                """
                SELECT party FROM binding_parties
                WHERE account_id = \(scope.account) AND phone_x = \(number) AND party IN (\(parties))
                """
            ) { $0.text(0) })
        return parties.first(where: found.contains)
    }

    func add(_ parties: [String], of binding: SubscriptionID, on number: PooledNumber) throws {
        for party in parties {
            try scope.transaction.execute(
                """
                INSERT INTO binding_parties (account_id, phone_x, party, sub_id)
                VALUES (\(scope.account), \(number.number), \(party), \(binding))
                """)
        }
        if number.status == .inUse { try addToTotals(parties, 1, pool: number.pool, cityCode: number.cityCode) }
    }

    func remove(of binding: SubscriptionID, from number: PooledNumber) throws {
        let parties = try scope.transaction.rows(
            "SELECT party FROM binding_parties WHERE sub_id = \(binding)"
        ) { $0.text(0) }
        try scope.transaction.execute(
            "DELETE FROM binding_parties WHERE sub_id = \(binding)")
        if number.status == .inUse { try addToTotals(parties, -1, pool: number.pool, cityCode: number.cityCode) }
    }

    /// Brings the totals up to date when a number begins or ceases to be one that can be selected.
    func numberChanged(_ number: PooledNumber, isSelectable: Bool) throws {
        let parties = try scope.transaction.rows(
            "SELECT party FROM binding_parties WHERE account_id = \(scope.account) AND phone_x = \(number.number)"
        ) { $0.text(0) }
        try addToTotals(parties, isSelectable ? 1 : -1, pool: number.pool, cityCode: number.cityCode)
    }

    /// Whether one of these parties is on every number that could be selected.
    ///
    /// - Parameter cityCode: only the numbers of this city; `nil` for all.
    func areEverywhere(_ parties: [String], in pool: NumberPoolNo, cityCode: String?) throws -> Bool {
        let city: SQLStatement = cityCode.map { " AND city_code = \($0)" } ?? ""
        let selectable =
            try scope.transaction.first(
                """
                SELECT sum(numbers) FROM number_totals
                WHERE account_id = \(scope.account) AND number_pool_no = \(pool)
                 AND status = \(NumberStatus.inUse.rawValue) AND held = 0\(city)
                """
            ) { $0.integer(0) } ?? 0
        for party in parties {
            let taken =
                try scope.transaction.first(
                    """
                    SELECT sum(numbers) FROM binding_party_totals
                    WHERE account_id = \(scope.account) AND number_pool_no = \(pool) AND party = \(party)\(city)
                    """
                ) { $0.integer(0) } ?? 0
            if taken >= selectable { return true }
        }
        return selectable == 0
    }

    private func addToTotals(_ parties: [String], _ change: Int64, pool: NumberPoolNo, cityCode: String) throws {
        for party in parties.sorted() {
            guard change < 0 else {
                try scope.transaction.execute(
                    """
                    INSERT INTO binding_party_totals (account_id, number_pool_no, party, city_code, numbers)
                    VALUES (\(scope.account), \(pool), \(party), \(cityCode), \(change))
                    ON CONFLICT (account_id, number_pool_no, party, city_code)
                    DO UPDATE SET numbers = binding_party_totals.numbers + \(change)
                    """)
                continue
            }
            try scope.transaction.execute(
                """
                UPDATE binding_party_totals SET numbers = numbers + \(change)
                WHERE account_id = \(scope.account) AND number_pool_no = \(pool) AND party = \(party)
                 AND city_code = \(cityCode)
                """)
            try scope.transaction.execute(
                """
                DELETE FROM binding_party_totals
                WHERE account_id = \(scope.account) AND number_pool_no = \(pool) AND party = \(party)
                 AND city_code = \(cityCode) AND numbers = 0
                """)
        }
    }
}
