import TelepoolDomain
import TelepoolREST

extension SIMCardFilter {
    /// The greatest number of MB that a bound may be.
    private static let greatestBound: Int64 = 2_147_483_647
    /// The greatest id of an order that the contract allows.
    private static let greatestOrder: Int64 = 9_223_372_036_854_774_784

    /// Reads the filters of the list of cards (`reference/huawei-gsl.md`, 4.5); `nil` where no physical card can match.
    ///
    /// - Throws: ``HuaweiError/invalidParameter``.
    init?(_ request: RESTRequest, _ query: HuaweiQuery) throws(HuaweiError) {
        self.init()
        // Only cards without a body report what state their device is in.
        var isOfPhysicalCards = try query.integer("device_status", in: 1...4) == nil
        if let type = try query.integer("sim_type", in: 1...3), type != SIMCardView.physical {
            isOfPhysicalCards = false
        }
        // Nothing here is suspended with its number kept (停机保号), so that nothing is filtered out.
        _ = try query.boolean("filter_downtime_period")
        try readSearch(query)
        try readOrders(request, query)
        try readAmounts(query)
        try readLabels(query)
        msisdn = try query.text("msisdn", limit: 32)
        if let code = try query.integer("sim_status", in: 0...99) {
            guard let known = SIMCardStatus(rawValue: code) else { throw .invalidParameter }
            status = known
        }
        if try request.text("real_named", limit: 5) != nil { isRealNamed = try query.boolean("real_named") }
        guard isOfPhysicalCards else { return nil }
    }

    /// `main_search_type`: 1 container id, 2 batch, 3 the device's IMEI; a type without a key says nothing.
    private mutating func readSearch(_ query: HuaweiQuery) throws(HuaweiError) {
        let type = try query.integer("main_search_type", in: 0...99)
        guard let key = try query.text("main_search_key", limit: 128) else { return }
        switch type {
        case 1: iccid = key
        case 2: restrict(to: Set([Int64(key)].compactMap(\.self).map(OrderID.init)))
        case 3: imei = key
        default: throw .invalidParameter
        }
    }

    private mutating func readOrders(_ request: RESTRequest, _ query: HuaweiQuery) throws(HuaweiError) {
        if let order = try query.integer("order_id", in: 0...Self.greatestOrder) { restrict(to: [OrderID(order)]) }
        let batches = try query.integers("order_ids", limit: 10)
        if !batches.isEmpty { restrict(to: Set(batches.map(OrderID.init))) }
        let plans = try request.texts("price_plan_id", limit: 30)
        if !plans.isEmpty { self.plans = Set(plans.map(PricePlanID.init)) }
    }

    /// Orders can be given in three ways, all of which have to hold.
    private mutating func restrict(to orders: Set<OrderID>) {
        self.orders = self.orders?.intersection(orders) ?? orders
    }

    private mutating func readAmounts(_ query: HuaweiQuery) throws(HuaweiError) {
        func bound(_ name: String) throws(HuaweiError) -> DataAmount? {
            try query.integer(name, in: 0...Self.greatestBound).map(DataAmount.init(megabytes:))
        }
        leastUsed = try bound("min_used_flow")
        mostUsed = try bound("max_used_flow")
        leastLeft = try bound("min_left_flow")
        mostLeft = try bound("max_left_flow")
    }

    private mutating func readLabels(_ query: HuaweiQuery) throws(HuaweiError) {
        let tags = try query.integers("tag_id", limit: 10)
        if !tags.isEmpty { self.tags = Set(tags.map(SIMTagID.init)) }
        for slot in SIMAttributes.slots {
            if let value = try query.text("customer_attribute\(slot)", limit: 100) { attributes[slot] = value }
        }
    }
}
