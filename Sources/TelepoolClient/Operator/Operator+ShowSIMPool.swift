extension Operator {
    /// Shows a SIM pool; what it is in a billing cycle is told by ``Huawei/ListSimPools``.
    public struct ShowSIMPool: OperatorRequest, Decodable {
        public typealias Response = SIMPool

        public static let route = "GET /telepool/v1/sim-pools/{sim_pool_id}"

        public var simPoolID: Int

        public init(simPoolID: Int) {
            self.simPoolID = simPoolID
        }

        private enum CodingKeys: String, CodingKey {
            case simPoolID = "sim_pool_id"
        }
    }
}
