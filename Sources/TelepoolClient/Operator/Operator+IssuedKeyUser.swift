extension Operator {
    /// A new user.
    public struct IssuedKeyUser: Codable, Hashable, Sendable {
        public var id: String
        public var name: String
        public var role: String
    }
}
