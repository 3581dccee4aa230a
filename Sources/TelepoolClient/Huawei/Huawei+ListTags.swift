extension Huawei {
    /// Lists tags.
    public struct ListTags: HuaweiRequest {
        public static let route = "GET /v1/tags"

        /// Part of the name.
        public var tagName: String?
        /// 1 those that cards have, 0 the others.
        public var status: Int?
        /// The number of the page, from 1.
        public var offset: Int?
        /// How many on a page, 10 to 500; 10 where it is left out.
        public var limit: Int?

        public init(tagName: String? = nil, status: Int? = nil, offset: Int? = nil, limit: Int? = nil) {
            self.tagName = tagName
            self.status = status
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case tagName = "tag_name"
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
            public var tags: [Tag]
        }
    }
}

extension Huawei.ListTags: ListingRequest {
    public static func elements(of page: Response) -> [Huawei.Tag] { page.tags }

    public func next(after page: Response) -> Huawei.ListTags? {
        guard let number = followingPage(after: page, at: offset) else { return nil }
        var next = self
        next.offset = number
        return next
    }
}

extension Huawei.ListTags.Response: HuaweiPage {}
