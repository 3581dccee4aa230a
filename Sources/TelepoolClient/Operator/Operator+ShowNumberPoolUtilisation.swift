extension Operator {
    /// Tells how the numbers of a pool are used. Each is counted once, and all but cancelled ones make up `numbers`.
    public struct ShowNumberPoolUtilisation: OperatorRequest, Decodable {
        public static let route = "GET /telepool/v1/number-pools/{number_pool_no}/utilisation"

        public var numberPoolNo: String

        public init(numberPoolNo: String) {
            self.numberPoolNo = numberPoolNo
        }

        private enum CodingKeys: String, CodingKey {
            case numberPoolNo = "number_pool_no"
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var numberPoolNo: String
            public var numbers: Int
            public var assigned: Int
            public var available: Int
            public var reserved: Int
            public var aging: Int
            public var disabled: Int
            public var cancelled: Int

            private enum CodingKeys: String, CodingKey {
                case numberPoolNo = "number_pool_no"
                case numbers
                case assigned
                case available
                case reserved
                case aging
                case disabled
                case cancelled
            }
        }
    }
}
