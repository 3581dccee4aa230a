extension Huawei {
    /// Creates a tag.
    public struct CreateTag: HuaweiRequest {
        public typealias Response = Tag

        public static let route = "POST /v1/tags"

        /// At most 100 characters.
        public var tagName: String

        public init(tagName: String) {
            self.tagName = tagName
        }

        private enum CodingKeys: String, CodingKey {
            case tagName = "tag_name"
        }
    }
}
