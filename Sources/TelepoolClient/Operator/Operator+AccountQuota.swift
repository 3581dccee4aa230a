extension Operator {
    /// What an account may have. What is `nil` is not limited, or by what holds for the whole server.
    public struct AccountQuota: Codable, Hashable, Sendable {
        public var numberPools: Int?
        /// Phone numbers in its pools, cancelled ones included.
        public var numbers: Int?
        public var simPools: Int?
        /// SIM cards that are not deregistered.
        public var simCards: Int?
        public var requestsPerSecond: Int?
        /// Usage records.
        public var recordsPerSecond: Int?

        private enum CodingKeys: String, CodingKey {
            case numberPools = "number_pools"
            case numbers
            case simPools = "sim_pools"
            case simCards = "sim_cards"
            case requestsPerSecond = "requests_per_second"
            case recordsPerSecond = "records_per_second"
        }
    }
}
