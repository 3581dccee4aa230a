extension Operator {
    /// Stops a backward pool, discards it, or takes it into use again.
    public struct SetBackPoolStatus: OperatorRequest, Decodable {
        public typealias Response = SIMPool

        public static let route = "PUT /telepool/v1/sim-pools/{sim_pool_id}/status"

        public var simPoolID: Int
        public var status: SIMPoolStatus

        public init(simPoolID: Int, status: SIMPoolStatus) {
            self.simPoolID = simPoolID
            self.status = status
        }

        private enum CodingKeys: String, CodingKey {
            case simPoolID = "sim_pool_id"
            case status
        }
    }
}
