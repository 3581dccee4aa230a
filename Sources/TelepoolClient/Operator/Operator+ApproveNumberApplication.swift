extension Operator {
    /// Brings numbers for an application and puts them into its pool.
    public struct ApproveNumberApplication: OperatorImport, Decodable {
        public typealias Response = ImportSummary

        public static let route = "POST /telepool/v1/number-applications/{apply_bill_id}/approve"

        public var applyBillID: String
        /// At most 10,000; in the order of the file.
        public var rows: [Row]

        public init(applyBillID: String, rows: [Row]) {
            self.applyBillID = applyBillID
            self.rows = rows
        }

        private enum CodingKeys: String, CodingKey {
            case applyBillID = "apply_bill_id"
            case rows
        }

        /// A row.
        public struct Row: Codable, Hashable, Sendable {
            /// Either a number, or the first and the last of a range.
            public var number: String?
            public var first: String?
            public var last: String?
            public var type: NumberType?
            public var cityCode: String?
            public var purchaseTime: String?
            public var qualificationNo: String?

            public init(
                number: String? = nil, first: String? = nil, last: String? = nil, type: NumberType? = nil,
                cityCode: String? = nil, purchaseTime: String? = nil, qualificationNo: String? = nil
            ) {
                self.number = number
                self.first = first
                self.last = last
                self.type = type
                self.cityCode = cityCode
                self.purchaseTime = purchaseTime
                self.qualificationNo = qualificationNo
            }

            private enum CodingKeys: String, CodingKey {
                case number
                case first
                case last
                case type
                case cityCode = "city_code"
                case purchaseTime = "purchase_time"
                case qualificationNo = "qualification_no"
            }
        }
    }
}
