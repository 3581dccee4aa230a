extension Operator {
    /// A new user with an access key, whose secret is shown this once.
    public struct IssuedKey: Codable, Hashable, Sendable {
        public var account: IssuedKeyAccount
        public var user: IssuedKeyUser
        public var accessKeyID: String
        public var secretAccessKey: String

        private enum CodingKeys: String, CodingKey {
            case account
            case user
            case accessKeyID = "access_key_id"
            case secretAccessKey = "secret_access_key"
        }
    }
}
