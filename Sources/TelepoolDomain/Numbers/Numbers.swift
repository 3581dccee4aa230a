import TelepoolSQL

/// The phone numbers in the pools of an account.
package struct Numbers {
    let scope: TenantScope

    /// Puts numbers into a pool.
    ///
    /// - Returns: for each number, in the same order, what came of it. A number that is in this pool already is a
    ///   duplicate; one that is held elsewhere on the server is refused, as a number can be held only once.
    /// - Throws: ``DomainError/unknownNumberPool(_:)``.
    package func add(_ numbers: [PhoneNumber], to pool: NumberPoolNo) throws -> [ImportOutcome] {
        guard try scope.numberPools.find(pool) != nil else { throw DomainError.unknownNumberPool(pool) }
        let outcomes = try numbers.map { try add($0, to: pool) }
        let added = outcomes.count { $0 == .accepted }
        if added > 0 { try scope.numberPools.addToNumberCount(of: pool, Int64(added)) }
        return outcomes
    }

    private func add(_ number: PhoneNumber, to pool: NumberPoolNo) throws -> ImportOutcome {
        let inserted = try scope.transaction.execute(
            """
            INSERT INTO numbers (account_id, number, number_pool_no, status, created_at)
            VALUES (\(scope.account), \(number), \(pool), \(NumberStatus.inUse.rawValue), \(scope.now))
            ON CONFLICT DO NOTHING
            """)
        if inserted == 1 { return .accepted }
        let holder = try scope.transaction.first(
            "SELECT number_pool_no FROM numbers WHERE account_id = \(scope.account) AND number = \(number)"
        ) { NumberPoolNo($0.text(0)) }
        return holder == pool ? .duplicate : .rejected(.numberHeldElsewhere)
    }
}

/// What state a number is in (`reference/volcengine-vms.md`, 4.0).
package enum NumberStatus: Int64, Sendable {
    /// 使用中
    case inUse = 1
    /// 用户停用
    case disabledByUser = 2
    /// 平台停用
    case disabledByPlatform = 3
    /// 已注销
    case cancelled = 4
    /// 平台注销
    case cancelledByPlatform = 6
}
