extension Operator {
    /// Renames a SIM pool, or changes its policy; what is left out stays as it is.
    public struct UpdateSIMPool: OperatorRequest, Decodable {
        public typealias Response = SIMPool

        public static let route = "PATCH /telepool/v1/sim-pools/{sim_pool_id}"

        public var simPoolID: Int
        public var name: String?
        public var policy: SIMPoolPolicy?

        public init(simPoolID: Int, name: String? = nil, policy: SIMPoolPolicy? = nil) {
            self.simPoolID = simPoolID
            self.name = name
            self.policy = policy
        }

        private enum CodingKeys: String, CodingKey {
            case simPoolID = "sim_pool_id"
            case name
            case policy
        }
    }
}
