extension Huawei {
    /// A card of a pool.
    public struct PoolMember: Codable, Hashable, Sendable {
        /// The pool's.
        public var id: Int
        public var cid: String
        public var simPricePlanID: Int?
        /// In MB.
        public var flowUsed: Double?
        /// Of cards in backward pools.
        public var simStatus: SIMCardStatus?

        private enum CodingKeys: String, CodingKey {
            case id
            case cid
            case simPricePlanID = "sim_price_plan_id"
            case flowUsed = "flow_used"
            case simStatus = "sim_status"
        }
    }
}
