extension Operator {
    /// What came of going through the chain of an audit log.
    ///
    /// That events are missing at the end cannot be seen from the chain: keep the head elsewhere to find that out.
    public struct AuditVerification: Codable, Hashable, Sendable {
        public var isIntact: Bool
        /// How many events there are, up to the first that is wrong.
        public var events: Int
        /// The sequence number of the last of them.
        public var head: Int
        public var headHash: String
        /// The first event that is not what was written, or is missing.
        public var firstBad: Int?

        private enum CodingKeys: String, CodingKey {
            case isIntact = "is_intact"
            case events
            case head
            case headHash = "head_hash"
            case firstBad = "first_bad"
        }
    }
}
