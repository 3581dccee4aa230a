extension Operator {
    /// Refuses an application for numbers.
    public struct RejectNumberApplication: OperatorRequest, Decodable {
        public static let route = "POST /telepool/v1/number-applications/{apply_bill_id}/reject"

        public var applyBillID: String
        /// Why; whoever applied is told.
        public var notes: String

        public init(applyBillID: String, notes: String) {
            self.applyBillID = applyBillID
            self.notes = notes
        }

        private enum CodingKeys: String, CodingKey {
            case applyBillID = "apply_bill_id"
            case notes
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var applyBillID: String
            public var notes: String

            private enum CodingKeys: String, CodingKey {
                case applyBillID = "apply_bill_id"
                case notes
            }
        }
    }
}
