extension Operator {
    /// An event of an audit log.
    public struct AuditEvent: Codable, Hashable, Sendable {
        /// 1, 2, 3 … without gaps.
        public var sequence: Int
        public var at: String
        /// The id of the user; empty where nobody proved to be anybody, and for the server itself.
        public var user: String
        /// The access key in part, `token` or `password`; empty for the server itself.
        public var credential: String
        public var face: String
        public var operation: String
        public var requestID: String
        public var remoteAddress: String
        /// `Success`, or the code of the refusal.
        public var outcome: String
        /// How many equal calls the event stands for.
        public var occurrences: Int
        /// What was asked for, as JSON in a text.
        public var request: String
        public var changes: [AuditChange]
        /// How many further changes are not told.
        public var omittedChanges: Int
        /// SHA-256 over the hash of the event before and all of this one, in hexadecimal digits.
        public var hash: String

        private enum CodingKeys: String, CodingKey {
            case sequence
            case at
            case user
            case credential
            case face
            case operation
            case requestID = "request_id"
            case remoteAddress = "remote_address"
            case outcome
            case occurrences
            case request
            case changes
            case omittedChanges = "omitted_changes"
            case hash
        }
    }
}
