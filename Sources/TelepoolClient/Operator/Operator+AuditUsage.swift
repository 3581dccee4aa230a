extension Operator {
    /// Recomputes the counters of usage from the records and tells which of them are not exact.
    public struct AuditUsage: OperatorRequest, Decodable {
        public static let route = "GET /telepool/v1/usage/audit"

        /// Only this billing cycle, `2022-09`.
        public var cycle: String?

        public init(cycle: String? = nil) {
            self.cycle = cycle
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var discrepancies: [Discrepancy]
            public var isExact: Bool

            private enum CodingKeys: String, CodingKey {
                case discrepancies
                case isExact = "is_exact"
            }
        }

        /// A counter that is not exact.
        public struct Discrepancy: Codable, Hashable, Sendable {
            public var counter: String
            /// The card or the pool.
            public var id: Int
            /// The day or the cycle.
            public var period: String
            /// How much more there is than the counter says, in bytes or cards.
            public var difference: Int
        }
    }
}
