extension Huawei {
    /// Gives cards these tags and no others.
    public struct BatchSetTags: HuaweiRequest {
        public typealias Response = NoContent

        public static let route = "POST /v1/sim-tags/batch-set"

        /// At most 500.
        public var simCardIDs: [Int]?
        /// Where there are no ids.
        public var iccids: [String]?
        /// At most 10.
        public var tagIDs: [Int]

        public init(simCardIDs: [Int]? = nil, iccids: [String]? = nil, tagIDs: [Int]) {
            self.simCardIDs = simCardIDs
            self.iccids = iccids
            self.tagIDs = tagIDs
        }

        private enum CodingKeys: String, CodingKey {
            case simCardIDs = "sim_card_ids"
            case iccids
            case tagIDs = "tag_ids"
        }
    }
}
