import TelepoolSQL
import TelepoolTime

/// The bindings of an account.
///
/// A binding ends by itself at its time: whoever reads sees it ended from that second on. What its end asks for, such as
/// freeing its number, is done by a sweep, or before that by whoever needs the number.
package struct Bindings {
    let scope: TenantScope

    /// How many bindings whose time is over a call ends on the way.
    private static let expiryBatch: Int64 = 20

    var parties: BindingParties { BindingParties(scope: scope) }

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
        return try afterExpiry {
            try numbers(count, in: pool, type: type, selection, without: excluded) { $0.hold == nil }
        }
    }

    /// Gives an AX binding its B, and makes it an AXB binding by that.
    ///
    /// - Throws: ``DomainError/binding(_:)``.
    package func upgrade(
        _ id: SubscriptionID, in pool: NumberPoolNo, phoneB: PhoneNumber, _ change: (inout BindingDetails) -> Void
    ) throws -> Binding {
        let former = try live(id, in: pool, kinds: [.axb])
        var binding = former
        guard binding.phoneB == nil else { throw DomainError.binding(.hasPartyB(id)) }
        binding.phoneB = phoneB
        change(&binding.details)
        try replace(former, by: binding)
        return binding
    }

    /// Changes parties, time or what else a binding carries.
    ///
    /// - Throws: ``DomainError/binding(_:)``.
    package func update(
        _ id: SubscriptionID, in pool: NumberPoolNo, kinds: [BindingKind], _ change: (inout Binding) -> Void
    ) throws -> Binding {
        let former = try live(id, in: pool, kinds: kinds)
        var binding = former
        let hadPartyB = binding.phoneB != nil
        change(&binding)
        // An AX binding gets its B by being upgraded.
        guard binding.kind != .axb || hadPartyB || binding.phoneB == nil else {
            throw DomainError.binding(.cannotUpdate(id))
        }
        try replace(former, by: binding)
        return binding
    }

    /// Ends a binding, and those that belong to it.
    ///
    /// - Throws: ``DomainError/binding(_:)``.
    package func unbind(_ id: SubscriptionID, in pool: NumberPoolNo, kinds: [BindingKind]) throws {
        let binding = try live(id, in: pool, kinds: kinds)
        try expire(on: binding.phoneX)
        try end(binding, at: scope.now)
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

    /// Does what the end of bindings asks for whose time is over, and sets numbers free that were held long enough.
    ///
    /// - Parameter limit: how many of each at most.
    /// - Returns: whether there may be more.
    @discardableResult
    package func expire(limit: Int64) throws -> Bool {
        let ended = try expire("account_id = \(scope.account)", limit: limit)
        let released = try scope.numbers.releaseHeld(limit: limit)
        return ended == limit || released == limit
    }

    /// The same for one number.
    func expire(on number: PhoneNumber) throws {
        _ = try expire("account_id = \(scope.account) AND phone_x = \(number)", limit: .max)
        try scope.numbers.releaseHeld(number)
    }

    private func expire(_ condition: SQLStatement, limit: Int64) throws -> Int64 {
        let due = try scope.transaction.rows(
            """
            SELECT \(Self.columns) FROM bindings
            WHERE is_live = 1 AND \(condition) AND expires_at <= \(scope.now) ORDER BY expires_at LIMIT \(limit)
            """, storedBinding)
        for binding in due { try end(binding, at: binding.expiresAt) }
        return Int64(due.count)
    }

    /// Does something that bindings and holds may stand in the way of whose time is over: it ends a few of them first,
    /// and all of them only if it fails otherwise, so that nobody pays for what has piled up.
    func afterExpiry<Result>(_ body: () throws -> Result) throws -> Result {
        let hasMore = try expire(limit: Self.expiryBatch)
        do {
            return try body()
        } catch let error as DomainError {
            guard hasMore, case .binding = error else { throw error }
            try expire(limit: .max)
            return try body()
        }
    }
}
