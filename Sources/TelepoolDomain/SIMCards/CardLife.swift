/// From which cycle on a card is activated, and from which on it is disassembled.
///
/// It tells what the card counted as in any past cycle, so that a pool can be given its history.
struct CardLife: Hashable {
    /// Stands for an event that has happened at a time that is not known: before all cycles.
    static let always = BillingCycle(index: 0)

    var activatedFrom: BillingCycle?
    var disassembledFrom: BillingCycle?

    init(activatedFrom: BillingCycle?, disassembledFrom: BillingCycle?) {
        self.activatedFrom = activatedFrom
        self.disassembledFrom = disassembledFrom
    }

    init(_ card: SIMCard, carrier: Carrier) {
        let activated = card.activatedAt.map(carrier.cycle)
        let disassembled = card.disassembledAt.map(carrier.cycle)
        switch card.status.membership {
        case .inactive: self.init(activatedFrom: nil, disassembledFrom: nil)
        case .activated: self.init(activatedFrom: activated ?? Self.always, disassembledFrom: nil)
        case .disassembled: self.init(activatedFrom: activated, disassembledFrom: disassembled ?? Self.always)
        }
    }

    /// What the card counted as at the end of a cycle, or counts as now if the cycle is running.
    func membership(in cycle: BillingCycle) -> Membership {
        if let disassembledFrom, disassembledFrom <= cycle { return .disassembled }
        if let activatedFrom, activatedFrom <= cycle { return .activated }
        return .inactive
    }
}

/// How many cards of a pool count as what.
struct MemberCounts: Equatable {
    var activated: Int64 = 0
    var inactive: Int64 = 0
    var disassembled: Int64 = 0

    /// The counts in one cycle of cards that are given by their lives and the number of cards of each.
    init(_ lives: [CardLife: Int64], in cycle: BillingCycle) {
        for (life, cards) in lives { add(cards, as: life.membership(in: cycle)) }
    }

    /// The counts of cards by the states that they are in.
    init(_ cards: [SIMCardStatus: Int64]) {
        for (status, cards) in cards { add(cards, as: status.membership) }
    }

    private mutating func add(_ cards: Int64, as membership: Membership) {
        switch membership {
        case .activated: activated += cards
        case .inactive: inactive += cards
        case .disassembled: disassembled += cards
        }
    }

    static func - (left: MemberCounts, right: MemberCounts) -> MemberCounts {
        var difference = left
        difference.activated -= right.activated
        difference.inactive -= right.inactive
        difference.disassembled -= right.disassembled
        return difference
    }
}
