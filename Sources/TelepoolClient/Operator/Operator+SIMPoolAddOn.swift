extension Operator {
    /// More data for a forward pool in a billing cycle.
    public struct SIMPoolAddOn: Codable, Hashable, Sendable {
        public var id: Int
        public var simPoolID: Int
        public var billingCycle: String
        public var dataMB: Int
        public var created: String

        private enum CodingKeys: String, CodingKey {
            case id
            case simPoolID = "sim_pool_id"
            case billingCycle = "billing_cycle"
            case dataMB = "data_mb"
            case created
        }
    }
}
