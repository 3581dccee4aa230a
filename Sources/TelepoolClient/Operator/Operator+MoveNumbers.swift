extension Operator {
    /// Moves numbers of the account into a pool; numbers that are bound or reserved stay where they are.
    public struct MoveNumbers: OperatorImport, Decodable {
        public typealias Response = ImportSummary

        public static let route = "POST /telepool/v1/number-pools/{number_pool_no}/numbers/move"

        public var numberPoolNo: String
        /// At most 10,000; in the order of the file.
        public var rows: [Row]

        public init(numberPoolNo: String, rows: [Row]) {
            self.numberPoolNo = numberPoolNo
            self.rows = rows
        }

        private enum CodingKeys: String, CodingKey {
            case numberPoolNo = "number_pool_no"
            case rows
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
