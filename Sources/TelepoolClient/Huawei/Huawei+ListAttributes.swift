extension Huawei {
    /// Lists custom attributes.
    public struct ListAttributes: HuaweiRequest {
        public static let route = "GET /v1/attributes"

        /// Part of the name.
        public var custAttrName: String?
        /// 1 enabled, 0 not.
        public var status: Int?
        /// The number of the page, from 1.
        public var offset: Int?
        /// How many on a page, 10 to 500; 10 where it is left out.
        public var limit: Int?

        public init(custAttrName: String? = nil, status: Int? = nil, offset: Int? = nil, limit: Int? = nil) {
            self.custAttrName = custAttrName
            self.status = status
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case custAttrName = "cust_attr_name"
            case status
            case offset
            case limit
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var limit: Int
            public var offset: Int
            /// How many there are on all pages.
            public var count: Int
            public var attributes: [Attribute]
        }

        /// A custom attribute.
        public struct Attribute: Codable, Hashable, Sendable {
            public var id: Int
            public var defaultChineseName: String?
            public var defaultEnglishName: String?
            public var custAttrName: String
            /// 1 enabled, 0 not.
            public var status: Int?
            public var createTime: String?
            public var modifyTime: String?

            private enum CodingKeys: String, CodingKey {
                case id
                case defaultChineseName = "default_attr_name_cn"
                case defaultEnglishName = "default_attr_name_en"
                case custAttrName = "cust_attr_name"
                case status
                case createTime = "create_time"
                case modifyTime = "modify_time"
            }
        }
    }
}

extension Huawei.ListAttributes: ListingRequest {
    public static func elements(of page: Response) -> [Attribute] { page.attributes }

    public func next(after page: Response) -> Huawei.ListAttributes? {
        guard let number = followingPage(after: page, at: offset) else { return nil }
        var next = self
        next.offset = number
        return next
    }
}

extension Huawei.ListAttributes.Response: HuaweiPage {}
