extension Operator {
    /// Deletes an access key.
    public struct DeleteAccessKey: OperatorRequest, Decodable {
        public typealias Response = NoContent

        public static let route = "DELETE /telepool/v1/access-keys/{access_key_id}"

        public var accessKeyID: String

        public init(accessKeyID: String) {
            self.accessKeyID = accessKeyID
        }

        private enum CodingKeys: String, CodingKey {
            case accessKeyID = "access_key_id"
        }
    }
}
