extension Operator {
    /// Deregisters SIM cards for good.
    public struct DeregisterSIMCards: OperatorImport, Decodable {
        public typealias Response = ImportSummary

        public static let route = "POST /telepool/v1/sim-cards/deregister"

        /// At most 10,000; in the order of the file.
        public var rows: [Row]

        public init(rows: [Row]) {
            self.rows = rows
        }

        /// A row.
        public struct Row: Codable, Hashable, Sendable {
            public var iccid: String

            public init(iccid: String) {
                self.iccid = iccid
            }
        }
    }
}
