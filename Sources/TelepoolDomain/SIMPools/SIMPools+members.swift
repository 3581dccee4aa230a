import TelepoolSQL

/// A card of a pool, with its use in one billing cycle.
package struct SIMPoolMember: Sendable, Equatable {
    package var card: SIMCardID
    package var iccid: String
    /// The state that the card is in now, whatever the cycle.
    package var status: SIMCardStatus
    /// What it has used in the cycle.
    package var used: DataAmount
}

extension SIMPools {
    /// The members of a pool in a cycle, in the order of their orders and then of their ids. There are as many as the pool
    /// counts in that cycle, and their use adds up to the pool's.
    ///
    /// A cycle before the pool's first, or one that has not begun for its carrier, has no members.
    ///
    /// - Parameters:
    ///   - iccid: only the card with this ICCID.
    ///   - offset: how many members to leave out, at least 0.
    ///   - limit: how many members to give at most, at least 1.
    /// - Throws: ``DomainError/unknownSIMPool(_:)``, ``DomainError/poolOfOtherKind(_:)``.
    package func members(
        of id: SIMPoolID, kind: SIMPoolKind, in cycle: BillingCycle, iccid: String?, offset: Int64, limit: Int64
    ) throws -> Page<SIMPoolMember> {
        let pool = try existing(id)
        guard pool.kind == kind else { throw DomainError.poolOfOtherKind(id) }
        guard pool.firstCycle <= cycle, cycle <= pool.carrier.cycle(at: scope.now) else {
            return Page(elements: [], total: 0)
        }
        let members = try members(of: id, in: cycle, iccid, offset: offset, limit: limit)
        if let iccid {
            let isMember = try !members.isEmpty || !self.members(of: id, in: cycle, iccid, offset: 0, limit: 1).isEmpty
            return Page(elements: members, total: isMember ? 1 : 0)
        }
        return Page(elements: members, total: try memberCount(of: id, in: cycle))
    }

    private func members(
        of id: SIMPoolID, in cycle: BillingCycle, _ iccid: String?, offset: Int64, limit: Int64
    ) throws -> [SIMPoolMember] {
        // The order of the tables is that of the list, which then needs no sorting; one card is found by itself.
        let join: SQLStatement = iccid == nil ? " CROSS JOIN " : ", "
        let only: SQLStatement = iccid.map { " AND c.iccid = \($0)" } ?? ""
        let page: SQLStatement = """
            SELECT c.id, c.order_id FROM orders b\(join)sim_cards c
            WHERE b.account_id = \(scope.account) AND b.sim_pool_id = \(id) AND b.pool_since <= \(cycle)
             AND c.account_id = b.account_id AND c.order_id = b.id AND c.added_in <= \(cycle)\(only)
            ORDER BY b.id, c.id LIMIT \(limit) OFFSET \(offset)
            """
        return try scope.transaction.rows(
            """
            SELECT s.id, s.iccid, \(scope.simCards.statusNow), coalesce(v.used_bytes, 0)
            FROM (\(page)) m CROSS JOIN \(scope.simCards.source)
            LEFT JOIN sim_card_cycles v ON v.account_id = s.account_id AND v.sim_card_id = s.id AND v.cycle = \(cycle)
            WHERE \(scope.simCards.joined) AND s.id = m.id
            ORDER BY m.order_id, m.id
            """
        ) { row in
            guard let status = SIMCardStatus(rawValue: row.integer(2)) else {
                preconditionFailure("the schema admits known states only")
            }
            return SIMPoolMember(
                card: SIMCardID(row.integer(0)), iccid: row.text(1), status: status,
                used: DataAmount(bytes: row.integer(3)))
        }
    }

    /// How many members the pool counts in a cycle: its row's, or, behind its last row, the last row's.
    private func memberCount(of id: SIMPoolID, in cycle: BillingCycle) throws -> Int64 {
        try scope.transaction.first(
            """
            SELECT activated + inactive + disassembled FROM sim_pool_cycles
            WHERE account_id = \(scope.account) AND sim_pool_id = \(id) AND cycle <= \(cycle)
            ORDER BY cycle DESC LIMIT 1
            """
        ) { $0.integer(0) } ?? 0
    }
}
