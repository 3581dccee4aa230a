extension Huawei {
    /// Lets values of a custom attribute be set.
    public struct EnableAttribute: HuaweiRequest {
        public typealias Response = NoContent

        public static let route = "POST /v1/attributes/{attribute_id}/enable"

        public var attributeID: Int

        public init(attributeID: Int) {
            self.attributeID = attributeID
        }

        private enum CodingKeys: String, CodingKey {
            case attributeID = "attribute_id"
        }
    }
}
