extension Huawei {
    /// Deletes a tag and takes it off all cards.
    public struct DeleteTag: HuaweiRequest {
        public typealias Response = NoContent

        public static let route = "DELETE /v1/tags/{tag_id}"

        public var tagID: Int

        public init(tagID: Int) {
            self.tagID = tagID
        }

        private enum CodingKeys: String, CodingKey {
            case tagID = "tag_id"
        }
    }
}
