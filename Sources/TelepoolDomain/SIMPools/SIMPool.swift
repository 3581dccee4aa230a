package import TelepoolTime

/// A forward pool (前向流量池) in one billing cycle: cards that share one allowance of data.
package struct SIMPoolCycle: Sendable, Equatable {
    package var id: SIMPoolID
    package var name: String
    package var pricePlanName: String
    package var pricePlanID: PricePlanID
    package var carrier: Carrier
    package var cycle: BillingCycle
    /// What the pool has in the cycle: activated cards times the plan's monthly data.
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

    /// How many cards the pool has, whatever state they are in.
    package var quantity: Int64 { activated + inactive + disassembled }
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

    /// Part of the name, letter by letter (Q1).
    package var namePart: String?
    package var cycles: Cycles
    /// Empty for all.
    package var statuses: Set<SIMPoolStatus>

    package init(namePart: String? = nil, cycles: Cycles = .current, statuses: Set<SIMPoolStatus> = []) {
        self.namePart = namePart
        self.cycles = cycles
        self.statuses = statuses
    }
}
