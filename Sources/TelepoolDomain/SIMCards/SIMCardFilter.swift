/// Which SIM cards a list shows: those that match everything that is set (`reference/huawei-gsl.md`, 4.5).
package struct SIMCardFilter: Sendable, Equatable {
    package var iccid: String?
    package var imei: String?
    package var msisdn: String?
    /// The state at this time, with what stops a card by itself.
    package var status: SIMCardStatus?
    /// Of one of these orders; `nil` for all.
    package var orders: Set<OrderID>?
    /// Of one of these plans; `nil` for all.
    package var plans: Set<PricePlanID>?
    /// What has been used in the cycle that runs now, at least and at most.
    package var leastUsed: DataAmount?
    package var mostUsed: DataAmount?
    /// What is left of the plan's data in the cycle that runs now, at least and at most.
    package var leastLeft: DataAmount?
    package var mostLeft: DataAmount?
    package var isRealNamed: Bool?
    /// With one of these tags; `nil` for all cards.
    package var tags: Set<SIMTagID>?
    /// With these values in the places of custom attributes, 1 … 6.
    package var attributes: [Int64: String] = [:]

    package init() {}

    /// Whether the filter says nothing but of which orders, plans and lasting states the cards are, of which totals are
    /// kept.
    var isOfTotals: Bool {
        var rest = self
        rest.orders = nil
        rest.plans = nil
        // Cards in use are shown as suspended while something stops them.
        if status != .inUse, status != .suspended { rest.status = nil }
        return rest == SIMCardFilter()
    }

    /// Whether no card can match.
    var isImpossible: Bool {
        orders?.isEmpty == true || plans?.isEmpty == true || tags?.isEmpty == true
    }
}

/// What a list of cards is ordered by.
package enum SIMCardOrder: Sendable, CaseIterable {
    /// In the order in which they came.
    case id
    case iccid
    /// What has been used, or is left, in the cycle that runs now.
    case used
    case left
    /// When the card was activated, or when its plan ends; cards without it come last, whatever the direction.
    case activation
    case expiry
}
