package import TelepoolTime

/// A pool in one billing cycle: cards that share one allowance of data (前向流量池), or that are paid for by what they use
/// (后向流量池).
package struct SIMPoolCycle: Sendable, Equatable {
    package var id: SIMPoolID
    package var name: String
    package var pricePlanName: String
    package var pricePlanID: PricePlanID
    package var carrier: Carrier
    package var cycle: BillingCycle
    /// What the pool has in the cycle: activated cards times the plan's monthly data, and the add-ons of the cycle.
    package var total: DataAmount
    /// What its cards have used in the cycle.
    package var used: DataAmount
    package var activated: Int64
    package var inactive: Int64
    package var disassembled: Int64
    /// When usage or members of this cycle last changed; the cycle's beginning if they never have.
    package var modifiedAt: Timestamp
    /// The first of the orders that the pool was made of.
    package var order: OrderID
    /// All orders, separated by commas.
    package var orders: String
    package var status: SIMPoolStatus
    /// The state of a backward pool, and since when.
    package var backStatus: BackPoolStatus
    package var statusChangedAt: Timestamp?

    /// How many cards the pool has, whatever state they are in.
    package var quantity: Int64 { activated + inactive + disassembled }
}

/// What kind of pool it is.
package enum SIMPoolKind: Int64, Sendable, CaseIterable {
    /// 前向流量池
    case forward = 1
    /// 后向流量池, of China Telecom only (`reference/huawei-gsl.md`, 5.5).
    case backward = 2
}

/// What happens when a forward pool has used what it has.
package enum SIMPoolPolicy: Int64, Sendable, CaseIterable {
    /// Its cards stop until it has more, or until the next cycle (5.3).
    case suspend = 1
    /// Nothing; it is shown as overused.
    case allow = 2
}

/// What state a backward pool is in (4.3, 5.5).
package enum BackPoolStatus: Int64, Sendable, CaseIterable {
    /// 在用
    case inUse = 2
    /// 已停用
    case stopped = -1
    /// 已废弃
    case discarded = -2
}

/// Whether a pool is still in use.
package enum SIMPoolStatus: Int64, Sendable, CaseIterable {
    /// 废弃
    case discarded = 0
    /// 在用
    case inUse = 1
}

/// Which records of pools a list shows.
package struct SIMPoolFilter: Sendable, Equatable {
    /// Which cycles of each pool.
    package enum Cycles: Sendable, Equatable {
        /// The one that runs now by the pool's carrier (Q2).
        case current
        case one(BillingCycle)
        /// The one that runs now and so many before it.
        case last(Int64)
    }

    package var kind: SIMPoolKind
    /// Part of the name, letter by letter (Q1).
    package var namePart: String?
    package var cycles: Cycles
    /// Empty for all.
    package var statuses: Set<SIMPoolStatus>

    package init(
        kind: SIMPoolKind = .forward, namePart: String? = nil, cycles: Cycles = .current,
        statuses: Set<SIMPoolStatus> = []
    ) {
        self.kind = kind
        self.namePart = namePart
        self.cycles = cycles
        self.statuses = statuses
    }
}
