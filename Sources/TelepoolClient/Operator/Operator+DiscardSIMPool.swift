extension Operator {
    /// Discards a SIM pool whose cards are all deregistered.
    public struct DiscardSIMPool: OperatorRequest, Decodable {
        public typealias Response = SIMPool

        public static let route = "POST /telepool/v1/sim-pools/{sim_pool_id}/discard"

        public var simPoolID: Int

        public init(simPoolID: Int) {
            self.simPoolID = simPoolID
        }

        private enum CodingKeys: String, CodingKey {
            case simPoolID = "sim_pool_id"
        }
    }
}
