extension Operator {
    /// What came of an import, row by row.
    public struct ImportSummary: Codable, Hashable, Sendable {
        public var accepted: Int
        /// Rows that were there already, with the same contents.
        public var duplicate: Int
        public var rejected: Int
        public var rejections: [ImportRejection]
        /// How many rejections are counted and not listed.
        public var rejectionsLeftOut: Int?

        private enum CodingKeys: String, CodingKey {
            case accepted
            case duplicate
            case rejected
            case rejections
            case rejectionsLeftOut = "rejections_left_out"
        }
    }
}
