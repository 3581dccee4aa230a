import TelepoolSQL
import TelepoolTime

/// How cards lie in the database: `s` the card, `o` its order, `pl` its plan, `p` its pool, `u` its use in this cycle.
extension SIMCards {
    static let columns: SQLStatement = """
        s.id, s.iccid, s.msisdn, s.imsi, s.imei, s.order_id, o.price_plan_id, o.sim_pool_id, p.kind, s.status,
        s.activated_at, s.disassembled_at, s.silent_until, coalesce(u.used_bytes, 0), s.quota_mb, s.real_named,
        s.cut_net, s.speed_kbps, s.rebound_in, s.rebinds, s.created_at
        """

    /// What the columns come from, as far as ``joined`` holds: the cards first, so that the index is theirs that has the
    /// order of the list.
    var source: SQLStatement {
        """
        sim_cards s CROSS JOIN orders o CROSS JOIN price_plans pl
        LEFT JOIN sim_pools p ON p.account_id = o.account_id AND p.id = o.sim_pool_id
        LEFT JOIN sim_card_cycles u ON u.account_id = s.account_id AND u.sim_card_id = s.id
         AND u.cycle = \(currentCycle(of: "pl.carrier"))
        """
    }

    /// What holds of a card, its order and its plan.
    var joined: SQLStatement {
        """
        s.account_id = \(scope.account) AND o.account_id = s.account_id AND o.id = s.order_id
         AND pl.account_id = o.account_id AND pl.id = o.price_plan_id
        """
    }

    /// The code of the ``StopReason`` of a card at this time, as SQL.
    var stopReason: SQLStatement {
        let current = currentCycle(of: "pl.carrier")
        return """
            CASE WHEN s.status = 14 THEN s.stop_reason
             WHEN s.status <> 20 THEN -1
             WHEN s.activated_at IS NOT NULL AND s.activated_from + pl.months <= \(current) THEN 4
             WHEN p.kind = 1 AND p.limited_in = \(current) THEN 3
             WHEN p.kind = 2 AND p.back_status <> 2 THEN 3
             WHEN s.limited_in = \(current) AND (s.limit_reason = 2 OR o.sim_pool_id IS NULL) THEN s.limit_reason
             ELSE -1 END
            """
    }

    /// The cycle that runs now by the carrier in a column, as SQL.
    func currentCycle(of carrier: SQLStatement) -> SQLStatement {
        var expression: SQLStatement = "CASE \(carrier)"
        for carrier in Carrier.allCases {
            expression += " WHEN \(carrier.rawValue) THEN \(carrier.cycle(at: scope.now))"
        }
        expression += " END"
        return expression
    }

    /// The cards that meet a condition.
    func rows(
        _ condition: SQLStatement, order: SQLStatement = "s.id", offset: Int64 = 0, limit: Int64
    ) throws -> [HeldSIMCard] {
        var plans: [PricePlanID: PricePlan] = [:]
        return try scope.transaction.rows(
            """
            SELECT \(Self.columns), \(stopReason) FROM \(source)
            WHERE \(joined) AND \(condition)
            ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)
            """
        ) { row in
            let planID = PricePlanID(row.text(6))
            guard let plan = try plans[planID] ?? scope.pricePlans.find(planID) else {
                preconditionFailure("an order has its plan")
            }
            plans[planID] = plan
            return card(row, plan: plan)
        }
    }

    private func card(_ row: any SQLRow, plan: PricePlan) -> HeldSIMCard {
        guard let status = SIMCardStatus(rawValue: row.integer(9)), let reason = StopReason(rawValue: row.integer(21))
        else { preconditionFailure("the schema admits known states only") }
        let month = Carrier.mobile.cycle(at: scope.now)
        return HeldSIMCard(
            id: SIMCardID(row.integer(0)), iccid: row.text(1), msisdn: row.optionalText(2), imsi: row.optionalText(3),
            imei: row.optionalText(4), order: OrderID(row.integer(5)), pricePlan: plan,
            pool: row.optionalInteger(7).map(SIMPoolID.init), poolIsBackward: row.optionalInteger(8) == 2,
            ownStatus: status, stopReason: reason, activatedAt: row.optionalTimestamp(10),
            disassembledAt: row.optionalTimestamp(11), silentUntil: row.optionalTimestamp(12),
            used: DataAmount(bytes: row.integer(13)), quotaMegabytes: row.integer(14),
            isRealNamed: row.integer(15) == 1,
            isCutOff: row.integer(16) == 1, speedKilobits: row.integer(17),
            rebinds: row.optionalInteger(18) == month.index ? row.integer(19) : 0,
            createdAt: Timestamp(milliseconds: row.integer(20)))
    }
}
