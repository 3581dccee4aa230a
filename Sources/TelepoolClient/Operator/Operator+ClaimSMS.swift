extension Operator {
    /// Hands short messages out to a gateway for a time, within which no other gateway gets them.
    public struct ClaimSMS: OperatorRequest, Decodable {
        public static let route = "POST /telepool/v1/sms-outbox/claims"

        /// How many at most, up to 500.
        public var limit: Int
        /// For how long, up to an hour.
        public var seconds: Int

        public init(limit: Int, seconds: Int) {
            self.limit = limit
            self.seconds = seconds
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var claimedUntil: String
            public var messages: [SMSMessage]

            private enum CodingKeys: String, CodingKey {
                case claimedUntil = "claimed_until"
                case messages
            }
        }
    }
}
