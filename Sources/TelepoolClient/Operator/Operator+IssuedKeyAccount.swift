extension Operator {
    /// The account of a new user.
    public struct IssuedKeyAccount: Codable, Hashable, Sendable {
        public var name: String
        /// What IAM calls the account.
        public var domainID: String

        private enum CodingKeys: String, CodingKey {
            case name
            case domainID = "domain_id"
        }
    }
}
