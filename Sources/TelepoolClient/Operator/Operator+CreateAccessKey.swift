extension Operator {
    /// Makes an access key for a user, who may have two: the one in use and the one that takes its place. A call whose
    /// answer is lost is not made again.
    public struct CreateAccessKey: OperatorRequest, Decodable {
        public static let route = "POST /telepool/v1/users/{user_id}/access-keys"

        public var userID: String
        /// Operations, each whole or up to a final `*`.
        public var actions: [String]?
        /// Numbers of number pools and ids of SIM pools; only what names a pool can be called then.
        public var pools: [String]?
        /// Where calls come from, such as `192.0.2.1` or `10.0.0.0/8`.
        public var addresses: [String]?
        /// When it ends; never if it is left out.
        public var expires: String?

        public init(
            userID: String, actions: [String]? = nil, pools: [String]? = nil, addresses: [String]? = nil,
            expires: String? = nil
        ) {
            self.userID = userID
            self.actions = actions
            self.pools = pools
            self.addresses = addresses
            self.expires = expires
        }

        private enum CodingKeys: String, CodingKey {
            case userID = "user_id"
            case actions
            case pools
            case addresses
            case expires
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var accessKeyID: String
            /// Shown this once.
            public var secretAccessKey: String

            private enum CodingKeys: String, CodingKey {
                case accessKeyID = "access_key_id"
                case secretAccessKey = "secret_access_key"
            }
        }
    }
}
