import TelepoolSQL

/// The SIM cards of an account.
package struct SIMCards {
    let scope: TenantScope

    /// Takes cards of an order in, creating the order if there is none. If the order is in a pool, the cards become
    /// members of that pool.
    ///
    /// - Returns: for each card, in the same order, what came of it.
    /// - Throws: ``DomainError/unknownPricePlan(_:)``, ``DomainError/orderOfOtherPlan(_:_:)``.
    package func add(_ cards: [SIMCard], to orderID: OrderID, plan: PricePlanID) throws -> [ImportOutcome] {
        let order = try scope.orders.findOrCreate(orderID, plan: plan)
        var lives: [CardLife: Int64] = [:]
        let outcomes = try cards.map { card in
            let life = CardLife(card, carrier: order.pricePlan.carrier)
            let outcome = try add(card, life: life, to: order)
            if outcome == .accepted { lives[life, default: 0] += 1 }
            return outcome
        }
        if let pool = order.pool { try scope.simPools.addMembers(lives, to: pool) }
        return outcomes
    }

    private func add(_ card: SIMCard, life: CardLife, to order: Order) throws -> ImportOutcome {
        if let time = card.disassembledAt ?? card.activatedAt, time > scope.now { return .rejected(.future) }
        let inserted = try scope.transaction.execute(
            """
            INSERT INTO sim_cards
            (account_id, id, order_id, iccid, msisdn, imsi, status, activated_at, disassembled_at,
             activated_from, disassembled_from, created_at)
            VALUES (\(scope.account), \(scope.environment.identifiers.number()), \(order.id), \(card.iccid),
                    \(card.msisdn), \(card.imsi), \(card.status.rawValue), \(card.activatedAt), \(card.disassembledAt),
                    \(life.activatedFrom), \(life.disassembledFrom), \(scope.now))
            ON CONFLICT DO NOTHING
            """)
        if inserted == 1 { return .accepted }
        let isSame = try find(iccid: card.iccid).map { $0 == (card, order.id) } ?? false
        return isSame ? .duplicate : .rejected(.cardDiffers)
    }

    private func find(iccid: String) throws -> (SIMCard, OrderID)? {
        try scope.transaction.first(
            """
            SELECT msisdn, imsi, status, activated_at, disassembled_at, order_id FROM sim_cards
            WHERE account_id = \(scope.account) AND iccid = \(iccid)
            """
        ) {
            guard let status = SIMCardStatus(rawValue: $0.integer(2)) else {
                preconditionFailure("the schema admits known states only")
            }
            let card = SIMCard(
                iccid: iccid, msisdn: $0.optionalText(0), imsi: $0.optionalText(1), status: status,
                activatedAt: $0.optionalTimestamp(3), disassembledAt: $0.optionalTimestamp(4))
            return (card, OrderID($0.integer(5)))
        }
    }
}
