extension Operator {
    /// A short message that is to be sent.
    public struct SMSMessage: Codable, Hashable, Sendable {
        public var id: Int
        public var iccid: String
        public var msisdn: String
        public var content: String
        public var sent: String
        /// Until when a gateway has it, if one has.
        public var claimedUntil: String?

        private enum CodingKeys: String, CodingKey {
            case id
            case iccid
            case msisdn
            case content
            case sent
            case claimedUntil = "claimed_until"
        }
    }
}
