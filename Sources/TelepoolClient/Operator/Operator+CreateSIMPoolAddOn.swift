extension Operator {
    /// Gives a forward pool more data for the billing cycle that runs now.
    public struct CreateSIMPoolAddOn: OperatorRequest, Decodable {
        public typealias Response = SIMPoolAddOn

        public static let route = "POST /telepool/v1/sim-pools/{sim_pool_id}/add-ons"

        public var simPoolID: Int
        /// In MB of 1,048,576 bytes.
        public var dataMB: Int

        public init(simPoolID: Int, dataMB: Int) {
            self.simPoolID = simPoolID
            self.dataMB = dataMB
        }

        private enum CodingKeys: String, CodingKey {
            case simPoolID = "sim_pool_id"
            case dataMB = "data_mb"
        }
    }
}
