import TelepoolSQL

/// Lists of cards. A page costs its cards where the index is that of its order, and the count where totals are kept of
/// what is asked for costs nothing; any other filter looks at every card of the account.
extension SIMCards {
    /// The cards that match, in an order in which no two are equal.
    ///
    /// - Parameters:
    ///   - offset: how many cards to leave out, at least 0.
    ///   - limit: how many cards to give at most, at least 1.
    package func list(
        _ filter: SIMCardFilter, by order: SIMCardOrder = .id, descending: Bool = false, offset: Int64, limit: Int64
    ) throws -> Page<HeldSIMCard> {
        guard !filter.isImpossible else { return Page(elements: [], total: 0) }
        let condition = condition(filter)
        return Page(
            elements: try rows(
                condition, order: Self.sql(order, isDescending: descending), offset: offset, limit: limit),
            total: try filter.isOfTotals ? total(filter) : count(condition))
    }

    /// The cards that are called by these ids or ICCIDs; those that the account does not hold are missing.
    package func find(_ references: [SIMCardReference]) throws -> [SIMCardReference: HeldSIMCard] {
        var (ids, iccids): ([SIMCardID], [String]) = ([], [])
        for reference in Set(references) {
            switch reference {
            case .id(let id): ids.append(id)
            case .iccid(let iccid): iccids.append(iccid)
            }
        }
        var found: [SIMCardReference: HeldSIMCard] = [:]
        if !ids.isEmpty {
            for card in try rows("s.id IN (\(ids))", limit: Int64(ids.count)) { found[.id(card.id)] = card }
        }
        if !iccids.isEmpty {
            for card in try rows("s.iccid IN (\(iccids))", limit: Int64(iccids.count)) {
                found[.iccid(card.iccid)] = card
            }
        }
        return found
    }

    private func condition(_ filter: SIMCardFilter) -> SQLStatement {
        var condition: SQLStatement = "1 = 1"
        if let iccid = filter.iccid { condition += " AND s.iccid = \(iccid)" }
        if let imei = filter.imei { condition += " AND s.imei = \(imei)" }
        if let msisdn = filter.msisdn { condition += " AND s.msisdn = \(msisdn)" }
        if let orders = filter.orders { condition += " AND s.order_id IN (\(Array(orders)))" }
        if let plans = filter.plans {
            condition += """
                 AND s.order_id IN (SELECT y.id FROM orders y
                 WHERE y.account_id = \(scope.account) AND y.price_plan_id IN (\(Array(plans))))
                """
        }
        if let status = filter.status { condition += " AND \(isInState(status))" }
        if let isRealNamed = filter.isRealNamed {
            condition += " AND s.real_named = \(isRealNamed ? Int64(1) : 0)"
        }
        if let least = filter.leastUsed { condition += " AND \(Self.used) >= \(least)" }
        if let most = filter.mostUsed { condition += " AND \(Self.used) <= \(most)" }
        if let least = filter.leastLeft { condition += " AND \(Self.left) >= \(least)" }
        if let most = filter.mostLeft { condition += " AND \(Self.left) <= \(most)" }
        condition += labelCondition(filter)
        return condition
    }

    /// The state of a card at this time (``HeldSIMCard/status``), as SQL.
    var statusNow: SQLStatement {
        """
        CASE WHEN s.status = \(SIMCardStatus.inUse.rawValue) AND \(stopReason) <> \(StopReason.none.rawValue)
         THEN \(SIMCardStatus.suspended.rawValue) ELSE s.status END
        """
    }

    /// Whether a card is in a state at this time, as SQL.
    private func isInState(_ status: SIMCardStatus) -> SQLStatement {
        let own: SQLStatement = "s.status = \(status.rawValue)"
        switch status {
        case .inUse: return "\(own) AND \(stopReason) = \(StopReason.none.rawValue)"
        case .suspended:
            return """
                (\(own) OR s.status = \(SIMCardStatus.inUse.rawValue) AND \(stopReason) <> \(StopReason.none.rawValue))
                """
        case .testable, .inactive, .activatable, .disassembled: return own
        }
    }

    private func count(_ condition: SQLStatement) throws -> Int64 {
        try scope.transaction.first(
            "SELECT count(*) FROM \(source) WHERE \(joined) AND \(condition)"
        ) { $0.integer(0) } ?? 0
    }

    /// How many cards match a filter that says no more than totals are kept of.
    private func total(_ filter: SIMCardFilter) throws -> Int64 {
        var condition: SQLStatement = "t.account_id = \(scope.account)"
        if let orders = filter.orders { condition += " AND t.order_id IN (\(Array(orders)))" }
        if let plans = filter.plans { condition += " AND o.price_plan_id IN (\(Array(plans)))" }
        if let status = filter.status { condition += " AND t.status = \(status.rawValue)" }
        return try scope.transaction.first(
            """
            SELECT sum(t.cards) FROM sim_card_totals t
            JOIN orders o ON o.account_id = t.account_id AND o.id = t.order_id WHERE \(condition)
            """
        ) { $0.optionalInteger(0) ?? 0 } ?? 0
    }

    private static let used: SQLStatement = "coalesce(u.used_bytes, 0)"
    private static let left: SQLStatement = "(pl.monthly_bytes - coalesce(u.used_bytes, 0))"

    private static func sql(_ order: SIMCardOrder, isDescending: Bool) -> SQLStatement {
        let direction: SQLStatement = isDescending ? " DESC" : ""
        switch order {
        case .id: return "s.id\(direction)"
        case .iccid: return "s.iccid\(direction)"
        case .used: return "\(used)\(direction), s.id\(direction)"
        case .left: return "\(left)\(direction), s.id\(direction)"
        case .activation: return "s.activated_at IS NULL, s.activated_at\(direction), s.id\(direction)"
        case .expiry:
            // Of the cycles of one name, China Unicom's end first.
            let cycle: SQLStatement = "s.activated_from + pl.months"
            let carrier: SQLStatement = "CASE pl.carrier WHEN \(Carrier.unicom.rawValue) THEN 0 ELSE 1 END"
            return """
                s.activated_at IS NULL, \(cycle)\(direction), \(carrier)\(direction), s.id\(direction)
                """
        }
    }
}
