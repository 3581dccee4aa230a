import TelepoolSQL
import TelepoolTime

/// The SIM cards of an account.
package struct SIMCards {
    let scope: TenantScope

    /// The card with this id, if the account holds it.
    package func find(_ id: SIMCardID) throws -> HeldSIMCard? {
        try rows("s.id = \(id)", limit: 1).first
    }

    /// The card with this ICCID, if the account holds it.
    package func find(iccid: String) throws -> HeldSIMCard? {
        try rows("s.iccid = \(iccid)", limit: 1).first
    }

    /// The cards behind `previous`, in the order of their ids: page after page, each at the same cost.
    ///
    /// - Parameter order: only the cards of this order; `nil` for all.
    package func list(of order: OrderID?, after previous: SIMCardID, limit: Int64) throws -> [HeldSIMCard] {
        try rows(order.map { "s.order_id = \($0) AND s.id > \(previous)" } ?? "s.id > \(previous)", limit: limit)
    }

    /// Deregisters cards (拆机).
    ///
    /// - Returns: for each card, in the same order, what came of it; a card that is deregistered already is a duplicate.
    package func deregister(_ iccids: [String]) throws -> [ImportOutcome] {
        try iccids.map { iccid in
            guard let card = try find(iccid: iccid) else { return .rejected(.unknownCard) }
            guard card.ownStatus != .disassembled else { return .duplicate }
            try deregister(card)
            return .accepted
        }
    }
}

// MARK: - Stocking

extension SIMCards {
    /// Takes cards of an order in, creating the order if there is none. If the order is in a pool, the cards become
    /// members of that pool from the cycle on that runs now; what is over stays as it was.
    ///
    /// - Returns: for each card, in the same order, what came of it.
    /// - Throws: ``DomainError/unknownPricePlan(_:)``, ``DomainError/orderOfOtherPlan(_:_:)``,
    ///   ``DomainError/poolDiscarded(_:)``, ``DomainError/quotaExceeded(_:limit:)``.
    package func add(_ cards: [SIMCard], to orderID: OrderID, plan: PricePlanID) throws -> [ImportOutcome] {
        let order = try scope.orders.findOrCreate(orderID, plan: plan)
        if let pool = order.pool { try scope.simPools.checkTakesMembers(pool) }
        var outcomes = cards.map { card in
            (card.disassembledAt ?? card.activatedAt).map { $0 > scope.now } == true
                ? ImportOutcome.rejected(.future) : .accepted
        }
        let fit = cards.indices.filter { outcomes[$0] == .accepted }
        let isNew = try insert(fit.map { cards[$0] }, into: order)
        var statuses: [SIMCardStatus: Int64] = [:]
        for (index, isNew) in zip(fit, isNew) {
            let card = cards[index]
            if isNew {
                statuses[card.status, default: 0] += 1
            } else {
                let isSame = try stored(card.iccid).map { $0 == (card, order.id) } ?? false
                outcomes[index] = isSame ? .duplicate : .rejected(.cardDiffers)
            }
        }
        for (status, cards) in statuses.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try addToTotal(of: orderID, status, cards)
        }
        if let pool = order.pool { try scope.simPools.addMembers(MemberCounts(statuses), to: pool) }
        if !statuses.isEmpty {
            try checkQuota()
            scope.trail.changed(
                .init(.order, orderID), from: [:],
                to: [
                    "cards_added": .plain(statuses.values.reduce(0, +)), "first": .text(cards.first?.iccid ?? ""),
                    "last": .text(cards.last?.iccid ?? ""),
                ])
        }
        return outcomes
    }

    private func checkQuota() throws {
        guard let limit = try scope.ownAccount().quota.simCards else { return }
        let count = try scope.transaction.first(
            """
            SELECT sum(cards) FROM sim_card_totals
            WHERE account_id = \(scope.account) AND status <> \(SIMCardStatus.disassembled.rawValue)
            """
        ) { $0.integer(0) }
        guard count ?? 0 <= limit else { throw DomainError.quotaExceeded(.simCards, limit: limit) }
    }

    /// - Returns: for each card whether no other has one of its numbers.
    private func insert(_ cards: [SIMCard], into order: Order) throws -> [Bool] {
        let carrier = order.pricePlan.carrier
        let addedIn = order.pool == nil ? BillingCycle(index: 0) : carrier.cycle(at: scope.now)
        let silenceEnd = order.pricePlan.silentPeriod?.end(from: scope.now)
        var rows = SQLRows(
            .integer, .integer, .integer, .text, .text, .text, .integer, .integer, .integer, .integer, .integer,
            .integer, .integer, .integer, .integer, capacity: cards.count)
        for card in cards {
            let life = CardLife(card, carrier: carrier)
            let reason = card.status == .suspended ? StopReason.request : .none
            rows.append(
                scope.environment.identifiers.number().sqlValue, scope.account.sqlValue, order.id.sqlValue,
                card.iccid.sqlValue, card.msisdn.sqlValue, card.imsi.sqlValue, card.status.rawValue.sqlValue,
                reason.rawValue.sqlValue, card.activatedAt.sqlValue, card.disassembledAt.sqlValue,
                life.activatedFrom.sqlValue, life.disassembledFrom.sqlValue, addedIn.sqlValue,
                (card.status.isActivatable ? silenceEnd : nil).sqlValue, scope.now.sqlValue)
        }
        return try scope.transaction.insertNew(
            rows, into: "sim_cards",
            columns: [
                "id", "account_id", "order_id", "iccid", "msisdn", "imsi", "status", "stop_reason", "activated_at",
                "disassembled_at", "activated_from", "disassembled_from", "added_in", "silent_until", "created_at",
            ], keyCount: 1)
    }

    /// A card as it would have to be delivered to be the one that is held.
    private func stored(_ iccid: String) throws -> (SIMCard, OrderID)? {
        try find(iccid: iccid).map { held in
            (
                SIMCard(
                    iccid: held.iccid, msisdn: held.msisdn, imsi: held.imsi, status: held.ownStatus,
                    activatedAt: held.activatedAt, disassembledAt: held.disassembledAt), held.order
            )
        }
    }

    func addToTotal(of order: OrderID, _ status: SIMCardStatus, _ change: Int64) throws {
        guard change < 0 else {
            try scope.transaction.execute(
                """
                INSERT INTO sim_card_totals (account_id, order_id, status, cards)
                VALUES (\(scope.account), \(order), \(status.rawValue), \(change))
                ON CONFLICT (account_id, order_id, status)
                DO UPDATE SET cards = sim_card_totals.cards + excluded.cards
                """)
            return
        }
        try scope.transaction.execute(
            """
            UPDATE sim_card_totals SET cards = cards + \(change)
            WHERE account_id = \(scope.account) AND order_id = \(order) AND status = \(status.rawValue)
            """)
    }
}
