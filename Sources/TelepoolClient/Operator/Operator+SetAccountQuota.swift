extension Operator {
    /// Sets what an account may have; what is left out is not limited, or by what holds for the whole server. For
    /// administrators.
    ///
    /// What the account has already it keeps. Calls and records in a second are counted on each node by itself.
    public struct SetAccountQuota: OperatorRequest, Decodable {
        public typealias Response = Account

        public static let route = "PUT /telepool/v1/accounts/{domain_id}/quota"

        /// What IAM calls the account.
        public var domainID: String
        public var numberPools: Int?
        /// Phone numbers in its pools, cancelled ones included.
        public var numbers: Int?
        public var simPools: Int?
        /// SIM cards that are not deregistered.
        public var simCards: Int?
        public var requestsPerSecond: Int?
        /// Usage records.
        public var recordsPerSecond: Int?

        public init(
            domainID: String, numberPools: Int? = nil, numbers: Int? = nil, simPools: Int? = nil, simCards: Int? = nil,
            requestsPerSecond: Int? = nil, recordsPerSecond: Int? = nil
        ) {
            self.domainID = domainID
            self.numberPools = numberPools
            self.numbers = numbers
            self.simPools = simPools
            self.simCards = simCards
            self.requestsPerSecond = requestsPerSecond
            self.recordsPerSecond = recordsPerSecond
        }

        private enum CodingKeys: String, CodingKey {
            case domainID = "domain_id"
            case numberPools = "number_pools"
            case numbers
            case simPools = "sim_pools"
            case simCards = "sim_cards"
            case requestsPerSecond = "requests_per_second"
            case recordsPerSecond = "records_per_second"
        }
    }
}
