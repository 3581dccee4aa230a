extension Operator {
    /// An access key without its secret.
    public struct AccessKey: Codable, Hashable, Sendable {
        public var id: String
        public var userID: String
        public var enabled: Bool
        /// Whether it was issued with a session token.
        public var temporary: Bool
        public var created: String
        /// `nil` for never.
        public var expires: String?
        /// Empty for all that the user's role allows.
        public var actions: [String]
        /// Empty for all.
        public var pools: [String]
        /// Empty for all.
        public var addresses: [String]

        private enum CodingKeys: String, CodingKey {
            case id
            case userID = "user_id"
            case enabled
            case temporary
            case created
            case expires
            case actions
            case pools
            case addresses
        }
    }
}
