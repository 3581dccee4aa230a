import TelepoolSQL

/// How many numbers there are of each kind in each pool: kept with the numbers, so that no list has to count them.
struct NumberTotals {
    /// What numbers are counted by.
    struct Kind: Hashable, Comparable {
        var pool: NumberPoolNo
        var status: NumberStatus
        var held: NumberHold.Kind
        var type: NumberType
        var cityCode: String

        private var order: (String, Int64, Int64, Int64, String) {
            (pool.rawValue, status.rawValue, held.rawValue, type.rawValue, cityCode)
        }

        static func < (left: Kind, right: Kind) -> Bool { left.order < right.order }
    }

    /// How many numbers there are more, and how many of them are bound.
    struct Change: Equatable {
        var numbers: Int64 = 0
        var bound: Int64 = 0
    }

    let scope: TenantScope

    /// Changes the totals and the counts that pools show, in the transaction that changes the numbers. Always in the same
    /// order, so that two transactions never wait for each other in a circle.
    func add(_ changes: [Kind: Change]) throws {
        var pools: [NumberPoolNo: Int64] = [:]
        for (kind, change) in changes.sorted(by: { $0.key < $1.key }) where change != Change() {
            if change.numbers > 0, change.bound >= 0 {
                try scope.transaction.execute(
                    """
                    INSERT INTO number_totals
                    (account_id, number_pool_no, status, held, type, city_code, numbers, bound)
                    VALUES (\(scope.account), \(kind.pool), \(kind.status.rawValue), \(kind.held.rawValue),
                            \(kind.type.rawValue), \(kind.cityCode), \(change.numbers), \(change.bound))
                    ON CONFLICT (account_id, number_pool_no, status, held, type, city_code)
                    DO UPDATE SET numbers = number_totals.numbers + \(change.numbers),
                                  bound = number_totals.bound + \(change.bound)
                    """)
            } else {
                try scope.transaction.execute(
                    """
                    UPDATE number_totals SET numbers = numbers + \(change.numbers), bound = bound + \(change.bound)
                    WHERE account_id = \(scope.account) AND number_pool_no = \(kind.pool)
                     AND status = \(kind.status.rawValue) AND held = \(kind.held.rawValue)
                     AND type = \(kind.type.rawValue) AND city_code = \(kind.cityCode)
                    """)
            }
            if !kind.status.isCancelled { pools[kind.pool, default: 0] += change.numbers }
        }
        for (pool, change) in pools.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where change != 0 {
            try scope.numberPools.addToNumberCount(of: pool, change)
        }
    }

    /// How many numbers match a filter that names no single numbers.
    func count(_ filter: NumberFilter) throws -> Int64 {
        var condition: SQLStatement = "t.account_id = \(scope.account)"
        if let pool = filter.pool { condition += " AND t.number_pool_no = \(pool)" }
        if let status = filter.status { condition += " AND t.status = \(status)" }
        if let type = filter.type { condition += " AND t.type = \(type)" }
        if let subServiceType = filter.subServiceType { condition += " AND p.sub_service_type = \(subServiceType)" }
        return try scope.transaction.first(
            """
            SELECT sum(t.numbers) FROM number_totals t
            JOIN number_pools p ON p.account_id = t.account_id AND p.number_pool_no = t.number_pool_no
            WHERE \(condition)
            """
        ) { $0.integer(0) } ?? 0
    }
}
