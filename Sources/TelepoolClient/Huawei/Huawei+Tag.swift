extension Huawei {
    /// A tag.
    public struct Tag: Codable, Hashable, Sendable {
        public var id: Int
        public var tagName: String
        /// 1 where any card has it.
        public var status: Int?

        private enum CodingKeys: String, CodingKey {
            case id
            case tagName = "tag_name"
            case status
        }
    }
}
