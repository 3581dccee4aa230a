extension Operator {
    /// Lets further whole orders join a SIM pool, from the billing cycle on that runs now.
    public struct AddSIMPoolOrders: OperatorRequest, Decodable {
        public typealias Response = SIMPool

        public static let route = "POST /telepool/v1/sim-pools/{sim_pool_id}/orders"

        public var simPoolID: Int
        public var orderIDs: [Int]

        public init(simPoolID: Int, orderIDs: [Int]) {
            self.simPoolID = simPoolID
            self.orderIDs = orderIDs
        }

        private enum CodingKeys: String, CodingKey {
            case simPoolID = "sim_pool_id"
            case orderIDs = "order_ids"
        }
    }
}
