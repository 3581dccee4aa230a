import TelepoolNumbering
import TelepoolSQL
import TelepoolTime

/// The bindings of an account.
///
/// A binding ends by itself at its time: whoever reads sees it ended from that second on. What its end asks for, such as
/// freeing its number, is done by a sweep, or before that by whoever needs the number.
package struct Bindings {
    let scope: TenantScope

    /// How many bindings whose time is over a call ends on the way.
    private static let expiryBatch = 20

    private var parties: BindingParties { BindingParties(scope: scope) }

    /// Binds two parties through a number of a pool.
    ///
    /// - Throws: ``DomainError/unknownNumberPool(_:)``, ``DomainError/binding(_:)``.
    package func bind(_ request: BindingRequest) throws -> Binding {
        guard request.phoneA != request.phoneB else { throw DomainError.binding(.samePhone) }
        let number = try afterExpiry { try self.number(for: request) }
        let phoneE = try request.kind == .axne ? request.phoneE ?? freeExtension(on: number.number) : nil
        return try insert(
            Binding(
                id: newID(), kind: request.kind, pool: request.pool, phoneA: request.phoneA, phoneB: request.phoneB,
                phoneX: number.number, phoneE: phoneE, parent: nil, isLive: true, enabledAt: scope.now,
                expiresAt: request.expiresAt, endedAt: nil, details: request.details), on: number)
    }

    /// Binds B, through a number Y, to a binding of kind ``BindingKind/axyb``; it ends with that at the latest.
    ///
    /// - Throws: ``DomainError/unknownNumberPool(_:)``, ``DomainError/binding(_:)``.
    package func bindYB(
        _ phoneB: PhoneNumber, to parentID: SubscriptionID, pool: NumberPoolNo, number choice: NumberChoice,
        seconds: Int64, details: BindingDetails
    ) throws -> Binding {
        guard let parent = try find(parentID), parent.isLive, parent.kind == .axyb else {
            throw DomainError.binding(.unknown(parentID))
        }
        guard phoneB != parent.phoneA else { throw DomainError.binding(.samePhone) }
        let expiresAt = min(parent.expiresAt, scope.now.adding(seconds: seconds))
        let request = BindingRequest(
            kind: .yb, pool: pool, phoneA: parent.phoneA, phoneB: phoneB, number: choice, expiresAt: expiresAt,
            details: details)
        let number = try afterExpiry { try self.number(for: request, excluding: parent.phoneX) }
        return try insert(
            Binding(
                id: newID(), kind: .yb, pool: pool, phoneA: parent.phoneA, phoneB: phoneB, phoneX: number.number,
                phoneE: nil, parent: parent.id, isLive: true, enabledAt: scope.now, expiresAt: expiresAt,
                endedAt: nil, details: details), on: number)
    }

    /// Picks numbers of a pool that could be bound, without binding them.
    ///
    /// - Throws: ``DomainError/unknownNumberPool(_:)``, ``DomainError/binding(_:)`` where there are not so many.
    package func select(
        _ count: Int64, from pool: NumberPoolNo, type: NumberType?, _ selection: NumberSelection
    ) throws -> [PooledNumber] {
        guard let kind = try scope.numberPools.find(pool)?.subServiceType else {
            throw DomainError.unknownNumberPool(pool)
        }
        // A number that serves everybody serves nobody else.
        let excluded = kind == .axn ? ["*"] : []
        var found: [PooledNumber] = []
        for city in cities(selection) where Int64(found.count) < count {
            let candidates = try candidates(
                in: pool, cityCode: city, type: type, without: excluded, limit: count, isRandom: selection.isRandom)
            found += candidates.filter { candidate in !found.contains { $0.number == candidate.number } }
        }
        guard Int64(found.count) >= count else { throw DomainError.binding(.numberNotEnough) }
        return Array(found.prefix(Int(count)))
    }

    /// Gives an AX binding its B, and makes it an AXB binding by that.
    ///
    /// - Throws: ``DomainError/binding(_:)``.
    package func upgrade(
        _ id: SubscriptionID, in pool: NumberPoolNo, phoneB: PhoneNumber, _ change: (inout BindingDetails) -> Void
    ) throws -> Binding {
        var binding = try live(id, in: pool, kinds: [.axb])
        guard binding.phoneB == nil else { throw DomainError.binding(.hasPartyB(id)) }
        binding.phoneB = phoneB
        change(&binding.details)
        try replace(binding)
        return binding
    }

    /// Changes parties, time or what else a binding carries.
    ///
    /// - Throws: ``DomainError/binding(_:)``.
    package func update(
        _ id: SubscriptionID, in pool: NumberPoolNo, kinds: [BindingKind], _ change: (inout Binding) -> Void
    ) throws -> Binding {
        var binding = try live(id, in: pool, kinds: kinds)
        let hadPartyB = binding.phoneB != nil
        change(&binding)
        // An AX binding gets its B by being upgraded.
        guard binding.kind != .axb || hadPartyB || binding.phoneB == nil else {
            throw DomainError.binding(.cannotUpdate(id))
        }
        try replace(binding)
        return binding
    }

    /// Ends a binding, and those that belong to it.
    ///
    /// - Throws: ``DomainError/binding(_:)``.
    package func unbind(_ id: SubscriptionID, in pool: NumberPoolNo, kinds: [BindingKind]) throws {
        try end(live(id, in: pool, kinds: kinds), at: scope.now)
    }

    package func find(_ id: SubscriptionID) throws -> Binding? {
        try select(condition(BindingFilter(id: id)), offset: 0, limit: 1).first
    }

    /// The bindings that match, newest first.
    package func list(_ filter: BindingFilter, offset: Int64, limit: Int64) throws -> Page<Binding> {
        let condition = condition(filter)
        let total = try scope.transaction.first("SELECT count(*) FROM bindings WHERE \(condition)") { $0.integer(0) }
        return Page(elements: try select(condition, offset: offset, limit: limit), total: total ?? 0)
    }

    /// Does what the end of bindings asks for whose time is over.
    ///
    /// - Parameter limit: how many at most.
    /// - Returns: how many ended.
    @discardableResult
    package func expire(limit: Int64) throws -> Int {
        try expire("account_id = \(scope.account)", limit: limit)
    }

    /// The same for the bindings on one number.
    func expire(on number: PhoneNumber) throws {
        try expire("account_id = \(scope.account) AND phone_x = \(number)", limit: .max)
    }

    @discardableResult
    private func expire(_ condition: SQLStatement, limit: Int64) throws -> Int {
        let due = try scope.transaction.rows(
            """
            SELECT \(Self.columns) FROM bindings
            WHERE is_live = 1 AND \(condition) AND expires_at <= \(scope.now) ORDER BY expires_at LIMIT \(limit)
            """, storedBinding)
        for binding in due { try end(binding, at: binding.expiresAt) }
        return due.count
    }

    /// Does something that bindings may stand in the way of whose time is over: it ends a few of them first, and all of
    /// them only if it fails otherwise, so that nobody pays for what has piled up.
    private func afterExpiry<Result>(_ body: () throws -> Result) throws -> Result {
        let ended = try expire(limit: Int64(Self.expiryBatch))
        do {
            return try body()
        } catch let error as DomainError {
            guard ended == Self.expiryBatch, case .binding = error else { throw error }
            try expire(limit: .max)
            return try body()
        }
    }
}

// MARK: - Numbers

extension Bindings {
    private func number(for request: BindingRequest, excluding other: PhoneNumber? = nil) throws -> PooledNumber {
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
            guard number.status == .inUse else { throw DomainError.binding(.numberBlocked(phone)) }
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
                if let number = found.first(where: { !unfit.contains($0.number) }) { return number }
            }
            throw DomainError.binding(.numberNotEnough)
        }
    }

    private func cities(_ selection: NumberSelection) -> [String?] {
        selection.cityCodes.map(\.self) + (selection.allowsOtherCities ? [nil] : [])
    }

    /// Numbers that can be selected, the least bound first or at random.
    private func candidates(
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
            "n.number_pool_no = \(pool) AND n.status = \(NumberStatus.inUse.rawValue)"
        if let cityCode { condition += " AND n.city_code = \(cityCode)" }
        if let type { condition += " AND n.type = \(type.rawValue)" }
        if !excluded.isEmpty {
            condition += """
                 AND NOT EXISTS (SELECT 1 FROM binding_parties bp WHERE bp.account_id = n.account_id
                 AND bp.phone_x = n.number AND bp.party IN (\(excluded)))
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
             AND status = \(NumberStatus.inUse.rawValue) AND numbers > 0 ORDER BY city_code
            """
        ) { $0.text(0) }
    }

    /// The first extension of four digits that is free on a number.
    private func freeExtension(on number: PhoneNumber) throws -> String {
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

    private static func conflict(_ party: String, _ request: BindingRequest) -> BindingError {
        if party == "*" { return .numberOccupied }
        if party.hasPrefix("E") { return .extensionOccupied }
        return request.phoneB.map { party == "P\($0)" } == true ? .partyBConflicts : .partyAConflicts
    }
}

// MARK: - Rows

extension Bindings {
    private static let columns: SQLStatement = """
        sub_id, kind, number_pool_no, phone_a, phone_b, phone_x, phone_e, parent_sub_id, is_live, enabled_at,
        expires_at, audio_record_flag, call_display_type, user_data, out_id, ended_at
        """

    private func select(_ condition: SQLStatement, offset: Int64, limit: Int64) throws -> [Binding] {
        try scope.transaction.rows(
            """
            SELECT \(Self.columns) FROM bindings WHERE \(condition)
            ORDER BY enabled_at DESC, sub_id DESC LIMIT \(limit) OFFSET \(offset)
            """, binding)
    }

    private func newID() -> SubscriptionID {
        SubscriptionID("S\(scope.environment.identifiers.decimal(digits: 18))")
    }

    private func insert(_ binding: Binding, on number: PooledNumber) throws -> Binding {
        try scope.transaction.execute(
            """
            INSERT INTO bindings
            (account_id, sub_id, kind, number_pool_no, phone_a, phone_b, phone_x, phone_e, parent_sub_id, is_live,
             enabled_at, expires_at, audio_record_flag, call_display_type, user_data, out_id)
            VALUES (\(scope.account), \(binding.id), \(binding.kind.rawValue), \(binding.pool), \(binding.phoneA),
                    \(binding.phoneB), \(binding.phoneX), \(binding.phoneE), \(binding.parent), 1,
                    \(binding.enabledAt), \(binding.expiresAt), \(binding.details.audioRecordFlag),
                    \(binding.details.callDisplayType), \(binding.details.userData), \(binding.details.outID))
            """)
        let all = BindingParties.of(
            binding.kind, phoneA: binding.phoneA, phoneB: binding.phoneB, phoneE: binding.phoneE)
        try parties.add(all, of: binding.id, on: number)
        try scope.numbers.addToBindCount(of: binding.phoneX, 1)
        return binding
    }

    /// Writes what was changed of a binding that is in force, its parties included.
    private func replace(_ binding: Binding) throws {
        guard binding.phoneA != binding.phoneB, binding.phoneX != binding.phoneA, binding.phoneX != binding.phoneB
        else { throw DomainError.binding(.samePhone) }
        try expire(on: binding.phoneX)
        let number = try number(of: binding)
        try parties.remove(of: binding.id, from: number)
        let request = BindingRequest(
            kind: binding.kind, pool: binding.pool, phoneA: binding.phoneA, phoneB: binding.phoneB,
            phoneE: binding.phoneE, number: .given(binding.phoneX), expiresAt: binding.expiresAt)
        let all = BindingParties.excluded(by: request)
        if let party = try parties.first(of: all, on: binding.phoneX) {
            throw DomainError.binding(Self.conflict(party, request))
        }
        try parties.add(all, of: binding.id, on: number)
        try scope.transaction.execute(
            """
            UPDATE bindings
            SET phone_a = \(binding.phoneA), phone_b = \(binding.phoneB), expires_at = \(binding.expiresAt),
                audio_record_flag = \(binding.details.audioRecordFlag),
                call_display_type = \(binding.details.callDisplayType), user_data = \(binding.details.userData),
                out_id = \(binding.details.outID)
            WHERE account_id = \(scope.account) AND sub_id = \(binding.id)
            """)
    }

    private func end(_ binding: Binding, at time: Timestamp) throws {
        let children = try scope.transaction.rows(
            """
            SELECT \(Self.columns) FROM bindings
            WHERE parent_sub_id = \(binding.id) AND is_live = 1 ORDER BY sub_id
            """, storedBinding)
        for binding in children + [binding] {
            let ended = try scope.transaction.execute(
                """
                UPDATE bindings SET is_live = 0, ended_at = \(time)
                WHERE account_id = \(scope.account) AND sub_id = \(binding.id) AND is_live = 1
                """)
            // A child may have been ended with its parent, a moment before its own turn.
            guard ended == 1 else { continue }
            try parties.remove(of: binding.id, from: number(of: binding))
            try scope.numbers.addToBindCount(of: binding.phoneX, -1)
        }
    }

    private func number(of binding: Binding) throws -> PooledNumber {
        guard let number = try scope.numbers.find(binding.phoneX) else {
            preconditionFailure("a number that is bound cannot be removed")
        }
        return number
    }

    private func live(_ id: SubscriptionID, in pool: NumberPoolNo, kinds: [BindingKind]) throws -> Binding {
        guard let binding = try find(id), binding.isLive, binding.pool == pool, kinds.contains(binding.kind) else {
            throw DomainError.binding(.unknown(id))
        }
        return binding
    }

    private func condition(_ filter: BindingFilter) -> SQLStatement {
        var condition: SQLStatement = "account_id = \(scope.account)"
        if let id = filter.id { condition += " AND sub_id = \(id)" }
        if let pool = filter.pool { condition += " AND number_pool_no = \(pool)" }
        if let phone = filter.phoneA { condition += " AND phone_a = \(phone)" }
        if let phone = filter.phoneB { condition += " AND phone_b = \(phone)" }
        if let phone = filter.phoneX { condition += " AND phone_x = \(phone) AND kind <> \(BindingKind.yb.rawValue)" }
        if let phone = filter.phoneY { condition += " AND phone_x = \(phone) AND kind = \(BindingKind.yb.rawValue)" }
        if let phone = filter.number { condition += " AND phone_x = \(phone)" }
        if let outID = filter.outID { condition += " AND out_id = \(outID) AND out_id <> ''" }
        switch filter.isLive {
        case true?: condition += " AND is_live = 1 AND expires_at > \(scope.now)"
        case false?: condition += " AND (is_live = 0 OR expires_at <= \(scope.now))"
        case nil: break
        }
        return condition
    }

    /// A binding as it is now: one whose time is over has ended, whether anybody has said so or not.
    private func binding(_ row: any SQLRow) -> Binding {
        var binding = storedBinding(row)
        if binding.isLive, binding.expiresAt <= scope.now {
            binding.isLive = false
            binding.endedAt = binding.expiresAt
        }
        return binding
    }

    private func storedBinding(_ row: any SQLRow) -> Binding {
        guard let kind = BindingKind(rawValue: row.integer(1)) else {
            preconditionFailure("the schema admits known kinds only")
        }
        return Binding(
            id: SubscriptionID(row.text(0)), kind: kind, pool: NumberPoolNo(row.text(2)),
            phoneA: PhoneNumber(stored: row.text(3)), phoneB: row.optionalText(4).map(PhoneNumber.init(stored:)),
            phoneX: PhoneNumber(stored: row.text(5)), phoneE: row.optionalText(6),
            parent: row.optionalText(7).map(SubscriptionID.init), isLive: row.integer(8) == 1,
            enabledAt: Timestamp(milliseconds: row.integer(9)), expiresAt: Timestamp(milliseconds: row.integer(10)),
            endedAt: row.optionalTimestamp(15),
            details: BindingDetails(
                audioRecordFlag: row.integer(11), callDisplayType: row.integer(12), userData: row.text(13),
                outID: row.text(14)))
    }
}
