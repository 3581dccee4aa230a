extension Operator {
    /// Renames an account, or disables or enables all of its users; what is left out stays as it is. For
    /// administrators.
    ///
    /// The account of the server's first user stays enabled.
    public struct UpdateAccount: OperatorRequest, Decodable {
        public typealias Response = Account

        public static let route = "PATCH /telepool/v1/accounts/{domain_id}"

        /// What IAM calls the account.
        public var domainID: String
        public var name: String?
        public var enabled: Bool?

        public init(domainID: String, name: String? = nil, enabled: Bool? = nil) {
            self.domainID = domainID
            self.name = name
            self.enabled = enabled
        }

        private enum CodingKeys: String, CodingKey {
            case domainID = "domain_id"
            case name
            case enabled
        }
    }
}
