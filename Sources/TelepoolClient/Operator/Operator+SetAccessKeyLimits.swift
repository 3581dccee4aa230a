extension Operator {
    /// Sets what an access key may be used for, beyond the role of its user; what is left out does not limit it.
    public struct SetAccessKeyLimits: OperatorRequest, Decodable {
        public typealias Response = AccessKey

        public static let route = "PUT /telepool/v1/access-keys/{access_key_id}/limits"

        public var accessKeyID: String
        /// Operations, each whole or up to a final `*`.
        public var actions: [String]?
        /// Numbers of number pools and ids of SIM pools; only what names a pool can be called then.
        public var pools: [String]?
        /// Where calls come from, such as `192.0.2.1` or `10.0.0.0/8`.
        public var addresses: [String]?

        public init(accessKeyID: String, actions: [String]? = nil, pools: [String]? = nil, addresses: [String]? = nil) {
            self.accessKeyID = accessKeyID
            self.actions = actions
            self.pools = pools
            self.addresses = addresses
        }

        private enum CodingKeys: String, CodingKey {
            case accessKeyID = "access_key_id"
            case actions
            case pools
            case addresses
        }
    }
}
