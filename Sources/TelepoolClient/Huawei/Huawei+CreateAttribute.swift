extension Huawei {
    /// Creates a custom attribute, which is not enabled yet.
    public struct CreateAttribute: HuaweiRequest {
        public static let route = "POST /v1/attributes"

        /// At most 32 characters.
        public var custAttrName: String

        public init(custAttrName: String) {
            self.custAttrName = custAttrName
        }

        private enum CodingKeys: String, CodingKey {
            case custAttrName = "cust_attr_name"
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var id: Int
        }
    }
}
