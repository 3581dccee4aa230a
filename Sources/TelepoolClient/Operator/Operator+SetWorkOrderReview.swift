extension Operator {
    /// Sets whether work orders wait for somebody to approve them.
    public struct SetWorkOrderReview: OperatorRequest, Decodable {
        public static let route = "PUT /telepool/v1/work-orders/review"

        public var byHand: Bool

        public init(byHand: Bool) {
            self.byHand = byHand
        }

        private enum CodingKeys: String, CodingKey {
            case byHand = "by_hand"
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var byHand: Bool

            private enum CodingKeys: String, CodingKey {
                case byHand = "by_hand"
            }
        }
    }
}
