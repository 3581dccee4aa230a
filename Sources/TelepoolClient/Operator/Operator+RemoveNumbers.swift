extension Operator {
    /// Gives numbers up, so that they can be held elsewhere; numbers that are bound or reserved stay.
    public struct RemoveNumbers: OperatorImport, Decodable {
        public typealias Response = ImportSummary

        public static let route = "POST /telepool/v1/numbers/remove"

        /// At most 10,000; in the order of the file.
        public var rows: [Row]

        public init(rows: [Row]) {
            self.rows = rows
        }

        /// A row.
        public struct Row: Codable, Hashable, Sendable {
            public var number: String

            public init(number: String) {
                self.number = number
            }
        }
    }
}
