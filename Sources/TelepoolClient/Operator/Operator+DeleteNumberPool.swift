extension Operator {
    /// Deletes a number pool that holds neither numbers nor bindings.
    public struct DeleteNumberPool: OperatorRequest, Decodable {
        public static let route = "DELETE /telepool/v1/number-pools/{number_pool_no}"

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

            private enum CodingKeys: String, CodingKey {
                case numberPoolNo = "number_pool_no"
            }
        }
    }
}
