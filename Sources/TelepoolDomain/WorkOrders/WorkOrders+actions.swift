import TelepoolSQL
import TelepoolTime

/// What is checked when something is asked for, and again when it is done.
extension WorkOrders {
    /// What China Telecom offers, in Kbps (`reference/huawei-gsl.md`, 4.7); 1 Mbps is 1,024 Kbps.
    private static let telecomSpeeds: Set<Int64> = {
        let megabits: [Int64] = [1, 3, 5, 7] + (1...15).map { $0 * 10 }
        return Set([1, 64, 256, 512] + megabits.map { $0 * 1024 })
    }()
    /// What China Unicom offers, in Kbps.
    private static let unicomSpeeds: Set<Int64> = [256, 512, 1024, 2048, 7424]
    /// How often a card of China Telecom can be bound to another device in a month.
    package static let rebindsPerMonth: Int64 = 2

    func check(_ action: SIMCardAction, for card: HeldSIMCard) throws {
        try checkIsOffered(action, for: card)
        switch action {
        case .stop: try checkUnfinished(action, card)
        case .reset, .enable:
            try checkUnfinished(action, card)
            try checkRepetition(action, card)
        case .setPolicy(let id):
            guard try scope.threeNetworkCards.hasPolicy(id) else { throw DomainError.simCard(.unknownPolicy) }
        default: break
        }
        if let error = stateError(action, of: card) { throw DomainError.simCard(error) }
    }

    /// Does it.
    ///
    /// - Returns: why not, for people, if it cannot be done any more.
    func carryOut(_ action: SIMCardAction, on id: SIMCardID) throws -> String? {
        guard let card = try scope.simCards.find(id) else { preconditionFailure("cards are never deleted") }
        guard card.ownStatus != .disassembled else { return "SIM卡已拆机" }
        guard stateError(action, of: card) == nil else { return "SIM卡当前状态不支持该操作" }
        switch action {
        case .stop: try scope.simCards.suspend(card, for: .request)
        case .reset: try scope.simCards.resume(card)
        case .enable: try scope.simCards.activate(card)
        case .cutNet(let isCutOff): try scope.simCards.setCutOff(isCutOff, of: card)
        case .setQuota(let megabytes): try scope.simCards.setQuota(megabytes ?? -1, of: card)
        case .limitSpeed(let kilobits): try scope.simCards.setSpeed(kilobits, of: card)
        case .bindDevice(let imei):
            guard card.carrier != .telecom || card.rebinds < Self.rebindsPerMonth else { return "本月机卡重绑次数已用完" }
            try scope.simCards.bind(card, to: imei)
        case .clearRealName: try scope.simCards.setRealNamed(false, of: card)
        case .setPolicy(let policy): try scope.threeNetworkCards.setPolicy(policy, of: id)
        case .switchNetwork(let carrier): try scope.threeNetworkCards.setOnlineCarrier(carrier, of: id)
        }
        return nil
    }

    /// Whether the card's carrier offers it, and for this card (4.7).
    private func checkIsOffered(_ action: SIMCardAction, for card: HeldSIMCard) throws {
        let isOffered =
            switch action {
            case .stop, .reset, .enable: true
            case .cutNet, .clearRealName: card.carrier == .telecom
            case .setQuota: card.carrier == .telecom || (card.pool != nil && !card.poolIsBackward)
            case .limitSpeed: card.carrier == .telecom || (card.carrier == .unicom && card.isRealNamed)
            case .bindDevice(let imei): card.carrier == .telecom || (card.carrier == .mobile && imei == nil)
            case .setPolicy, .switchNetwork: try scope.threeNetworkCards.holds(card.id)
            }
        guard isOffered else { throw DomainError.simCard(.notOffered) }
        if case .limitSpeed(let kilobits) = action, kilobits != -1 {
            let speeds = card.carrier == .telecom ? Self.telecomSpeeds : Self.unicomSpeeds
            guard speeds.contains(kilobits) else { throw DomainError.simCard(.unsupportedSpeed) }
        }
    }

    /// What the state of the card has against it (5.2).
    private func stateError(_ action: SIMCardAction, of card: HeldSIMCard) -> SIMCardError? {
        switch action {
        case .stop: return card.status == .inUse ? nil : .notInUse
        case .reset:
            switch (card.status, card.stopReason) {
            case (.suspended, .used), (.suspended, .threshold), (.suspended, .pool): return .noDataLeft
            case (.suspended, .planEnded): return .notSuspended
            case (.suspended, _): return nil
            default: return .notSuspended
            }
        case .enable: return card.status.isActivatable ? nil : .notActivatable(card.status)
        default: return card.status == .disassembled ? .disassembled(card.id) : nil
        }
    }

    private func checkUnfinished(_ action: SIMCardAction, _ card: HeldSIMCard) throws {
        let found = try scope.transaction.first(
            """
            SELECT 1 FROM work_order_details
            WHERE account_id = \(scope.account) AND sim_card_id = \(card.id) AND type = \(action.type.rawValue)
             AND status = \(WorkOrderDetailStatus.underWay.rawValue) LIMIT 1
            """
        ) { _ in true }
        if found != nil { throw DomainError.simCard(.unfinished(action.type)) }
    }

    private func checkRepetition(_ action: SIMCardAction, _ card: HeldSIMCard) throws {
        let last = try scope.transaction.first(
            """
            SELECT max(created_at) FROM work_order_details
            WHERE account_id = \(scope.account) AND sim_card_id = \(card.id) AND type = \(action.type.rawValue)
            """
        ) { $0.optionalTimestamp(0) }
        if let last = last.flatMap(\.self), last > scope.now.adding(seconds: -Self.repetitionPause) {
            throw DomainError.simCard(.repeatedTooSoon)
        }
    }
}
