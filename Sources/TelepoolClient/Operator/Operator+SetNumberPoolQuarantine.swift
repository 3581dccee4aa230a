extension Operator {
    /// Sets for how long the numbers of a pool rest before they can be drawn again.
    public struct SetNumberPoolQuarantine: OperatorRequest, Decodable {
        public static let route = "PUT /telepool/v1/number-pools/{number_pool_no}/quarantine"

        public var numberPoolNo: String
        public var seconds: Int

        public init(numberPoolNo: String, seconds: Int) {
            self.numberPoolNo = numberPoolNo
            self.seconds = seconds
        }

        private enum CodingKeys: String, CodingKey {
            case numberPoolNo = "number_pool_no"
            case seconds
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var numberPoolNo: String
            public var seconds: Int

            private enum CodingKeys: String, CodingKey {
                case numberPoolNo = "number_pool_no"
                case seconds
            }
        }
    }
}
