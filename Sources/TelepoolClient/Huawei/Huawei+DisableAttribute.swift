extension Huawei {
    /// Keeps values of a custom attribute from being set; those that cards have stay.
    public struct DisableAttribute: HuaweiRequest {
        public typealias Response = NoContent

        public static let route = "POST /v1/attributes/{attribute_id}/disable"

        public var attributeID: Int

        public init(attributeID: Int) {
            self.attributeID = attributeID
        }

        private enum CodingKeys: String, CodingKey {
            case attributeID = "attribute_id"
        }
    }
}
