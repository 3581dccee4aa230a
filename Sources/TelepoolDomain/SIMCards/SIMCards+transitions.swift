import TelepoolSQL
import TelepoolTime

/// How cards change state (`reference/huawei-gsl.md`, 5.2): the card, the totals and its pool change together.
extension SIMCards {
    /// Activates a card.
    ///
    /// - Parameter time: when it was, of this cycle; now at the latest.
    func activate(_ card: HeldSIMCard, at time: Timestamp? = nil) throws {
        let start = card.carrier.start(of: card.carrier.cycle(at: scope.now))
        let time = min(max(time ?? scope.now, start), scope.now)
        try change(
            card, to: .inUse, reason: .none,
            ", activated_at = \(time), activated_from = \(card.carrier.cycle(at: time)), silent_until = NULL")
    }

    /// Stops a card.
    func suspend(_ card: HeldSIMCard, for reason: StopReason) throws {
        try change(card, to: .suspended, reason: reason)
    }

    /// Lets a card that was stopped work again.
    func resume(_ card: HeldSIMCard) throws {
        try change(card, to: .inUse, reason: .none)
    }

    /// Deregisters a card for good (拆机). A pool without any other cards is discarded.
    ///
    /// - Throws: ``DomainError/simCard(_:)``.
    package func deregister(_ card: HeldSIMCard) throws {
        guard card.ownStatus != .disassembled else { throw DomainError.simCard(.disassembled(card.id)) }
        try change(
            card, to: .disassembled, reason: .none,
            """
            , disassembled_at = \(scope.now), disassembled_from = \(card.carrier.cycle(at: scope.now)),
            silent_until = NULL
            """)
        if let pool = card.pool { try scope.simPools.discardIfEmpty(pool) }
    }

    private func change(
        _ card: HeldSIMCard, to status: SIMCardStatus, reason: StopReason, _ more: SQLStatement = ""
    ) throws {
        try scope.transaction.execute(
            """
            UPDATE sim_cards SET status = \(status.rawValue), stop_reason = \(reason.rawValue)\(more)
            WHERE account_id = \(scope.account) AND id = \(card.id)
            """)
        guard status != card.ownStatus else { return }
        scope.trail.changed(
            .init(.simCard, card.id),
            from: ["status": .plain(card.ownStatus.rawValue)],
            to: ["status": .plain(status.rawValue), "reason": .plain(reason.rawValue)])
        try addToTotal(of: card.order, card.ownStatus, -1)
        try addToTotal(of: card.order, status, 1)
        if let pool = card.pool, status.membership != card.ownStatus.membership {
            try scope.simPools.addMembers(
                MemberCounts([status: 1]) - MemberCounts([card.ownStatus: 1]), to: pool)
        }
    }

    /// Activates cards whose silent period is over.
    ///
    /// - Returns: how many, at most `limit`.
    func activateSilent(limit: Int64) throws -> Int {
        let due = try rows("s.silent_until <= \(scope.now)", order: "s.silent_until", limit: limit)
        for card in due { try activate(card, at: card.silentUntil) }
        return due.count
    }
}

// MARK: - What is written on a card

extension SIMCards {
    /// Sets what stops a card by itself; a card that had reached its threshold works again if the new one is higher.
    ///
    /// - Parameter megabytes: -1 for none.
    func setQuota(_ megabytes: Int64, of card: HeldSIMCard) throws {
        let current = card.carrier.cycle(at: scope.now)
        let isReached = megabytes >= 0 && card.used.bytes > 0 && card.used >= DataAmount(megabytes: megabytes)
        let wasReached = card.stopReason == .threshold
        try scope.transaction.execute(
            """
            UPDATE sim_cards SET quota_mb = \(megabytes)
            WHERE account_id = \(scope.account) AND id = \(card.id)
            """)
        scope.trail.changed(.init(.simCard, card.id), from: [:], to: ["quota_mb": .plain(megabytes)])
        if isReached {
            try limit(card.id, in: current, reason: .threshold)
        } else if wasReached {
            let isUsed = card.pool == nil && card.used >= card.pricePlan.monthlyData
            try limit(card.id, in: isUsed ? current : nil, reason: isUsed ? .used : nil)
        }
    }

    /// Stops a card for the rest of a cycle, or no longer.
    func limit(_ id: SIMCardID, in cycle: BillingCycle?, reason: StopReason?) throws {
        try scope.transaction.execute(
            """
            UPDATE sim_cards SET limited_in = \(cycle), limit_reason = \(reason?.rawValue)
            WHERE account_id = \(scope.account) AND id = \(id)
            """)
    }

    func setCutOff(_ isCutOff: Bool, of card: HeldSIMCard) throws { try set("cut_net", isCutOff ? 1 : 0, of: card) }

    func setSpeed(_ kilobits: Int64, of card: HeldSIMCard) throws { try set("speed_kbps", kilobits, of: card) }

    /// Sets whether its holder's name is known to the carrier.
    package func setRealNamed(_ isRealNamed: Bool, of card: HeldSIMCard) throws {
        try set("real_named", isRealNamed ? 1 : 0, of: card)
    }

    /// Binds a card to a device and counts that in the month that runs now.
    ///
    /// - Parameter imei: `nil` for whatever device it is in.
    func bind(_ card: HeldSIMCard, to imei: String?) throws {
        let month = Carrier.mobile.cycle(at: scope.now)
        try scope.transaction.execute(
            """
            UPDATE sim_cards SET imei = \(imei ?? card.imei), rebound_in = \(month), rebinds = \(card.rebinds + 1)
            WHERE account_id = \(scope.account) AND id = \(card.id)
            """)
        scope.trail.changed(
            .init(.simCard, card.id), from: ["imei": .text(card.imei ?? "")],
            to: ["imei": .text(imei ?? card.imei ?? ""), "rebinds": .plain(card.rebinds + 1)])
    }

    /// Gives the holder of a card another one; usage that still comes under the old ICCID is the new card's.
    ///
    /// - Throws: ``DomainError/simCard(_:)``.
    package func replace(_ card: HeldSIMCard, iccid: String, imsi: String?) throws {
        guard card.ownStatus != .disassembled else { throw DomainError.simCard(.disassembled(card.id)) }
        let former = try scope.transaction.first(
            "SELECT 1 FROM sim_card_replacements WHERE account_id = \(scope.account) AND iccid = \(iccid)"
        ) { _ in true }
        guard try former == nil && find(iccid: iccid) == nil else { throw DomainError.simCard(.iccidTaken(iccid)) }
        try scope.transaction.execute(
            """
            INSERT INTO sim_card_replacements (account_id, iccid, sim_card_id, replaced_at)
            VALUES (\(scope.account), \(card.iccid), \(card.id), \(scope.now))
            """)
        try scope.transaction.execute(
            """
            UPDATE sim_cards SET iccid = \(iccid), imsi = \(imsi)
            WHERE account_id = \(scope.account) AND id = \(card.id)
            """)
        scope.trail.changed(
            .init(.simCard, card.id), from: ["iccid": .text(card.iccid)], to: ["iccid": .text(iccid)])
    }

    private func set(_ column: SQLStatement, _ value: Int64, of card: HeldSIMCard) throws {
        try scope.transaction.execute(
            "UPDATE sim_cards SET \(column) = \(value) WHERE account_id = \(scope.account) AND id = \(card.id)")
        scope.trail.changed(
            .init(.simCard, card.id), from: [:], to: KeyValuePairs(dictionaryLiteral: (column.text, .plain(value))))
    }
}
