extension Huawei {
    /// Gives a custom attribute another name.
    public struct UpdateAttribute: HuaweiRequest {
        public typealias Response = NoContent

        public static let route = "PUT /v1/attributes/{attribute_id}"

        public var attributeID: Int
        public var custAttrName: String

        public init(attributeID: Int, custAttrName: String) {
            self.attributeID = attributeID
            self.custAttrName = custAttrName
        }

        private enum CodingKeys: String, CodingKey {
            case attributeID = "attribute_id"
            case custAttrName = "cust_attr_name"
        }
    }
}
