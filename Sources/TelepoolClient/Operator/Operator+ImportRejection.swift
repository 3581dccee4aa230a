extension Operator {
    /// A row that was not taken.
    public struct ImportRejection: Codable, Hashable, Sendable {
        /// The line of the body, from 1 for the names of the columns.
        public var line: Int
        public var code: String
        public var reason: String
    }
}
