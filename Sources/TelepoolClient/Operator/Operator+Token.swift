extension Operator {
    /// A token of IAM, which itself is kept nowhere.
    public struct Token: Codable, Hashable, Sendable {
        /// Not the token.
        public var id: String
        public var userID: String
        public var issued: String
        public var expires: String

        private enum CodingKeys: String, CodingKey {
            case id
            case userID = "user_id"
            case issued
            case expires
        }
    }
}
