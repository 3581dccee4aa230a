extension Operator {
    /// A SIM pool.
    public struct SIMPool: Codable, Hashable, Sendable {
        public var id: Int
        public var name: String
        public var kind: SIMPoolKind
        public var policy: SIMPoolPolicy
        public var pricePlanID: String
        public var carrier: Carrier
        public var status: SIMPoolStatus
        public var orderIDs: [Int]

        private enum CodingKeys: String, CodingKey {
            case id
            case name
            case kind
            case policy
            case pricePlanID = "price_plan_id"
            case carrier
            case status
            case orderIDs = "order_ids"
        }
    }
}
