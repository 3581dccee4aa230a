extension Operator {
    /// An account and what it may have.
    public struct Account: Codable, Hashable, Sendable {
        public var name: String
        /// What IAM calls the account.
        public var domainID: String
        public var enabled: Bool
        public var quota: AccountQuota

        private enum CodingKeys: String, CodingKey {
            case name
            case domainID = "domain_id"
            case enabled
            case quota
        }
    }
}
