extension Operator {
    /// Disables or enables an access key.
    public struct UpdateAccessKey: OperatorRequest, Decodable {
        public typealias Response = AccessKey

        public static let route = "PATCH /telepool/v1/access-keys/{access_key_id}"

        public var accessKeyID: String
        public var enabled: Bool

        public init(accessKeyID: String, enabled: Bool) {
            self.accessKeyID = accessKeyID
            self.enabled = enabled
        }

        private enum CodingKeys: String, CodingKey {
            case accessKeyID = "access_key_id"
            case enabled
        }
    }
}
