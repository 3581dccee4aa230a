extension Operator {
    /// A user of an account.
    public struct User: Codable, Hashable, Sendable {
        public var id: String
        public var name: String
        /// `administrator`, `manager`, `metering` or `reader`.
        public var role: String
        public var enabled: Bool
        public var hasPassword: Bool

        private enum CodingKeys: String, CodingKey {
            case id
            case name
            case role
            case enabled
            case hasPassword = "has_password"
        }
    }
}
