extension Operator {
    /// Takes SIM cards of an order in, and creates the order with its first cards.
    public struct ImportSIMCards: OperatorImport, Decodable {
        public typealias Response = ImportSummary

        public static let route = "POST /telepool/v1/orders/{order_id}/sim-cards"

        public var orderID: Int
        /// The price plan of the order.
        public var planID: String
        /// At most 10,000; in the order of the file.
        public var rows: [Row]

        public init(orderID: Int, planID: String, rows: [Row]) {
            self.orderID = orderID
            self.planID = planID
            self.rows = rows
        }

        private enum CodingKeys: String, CodingKey {
            case orderID = "order_id"
            case planID = "plan_id"
            case rows
        }

        /// A row.
        public struct Row: Codable, Hashable, Sendable {
            public var iccid: String
            public var msisdn: String?
            public var imsi: String?
            public var status: SIMCardStatus
            public var activatedAt: String?
            public var disassembledAt: String?

            public init(
                iccid: String, msisdn: String? = nil, imsi: String? = nil, status: SIMCardStatus,
                activatedAt: String? = nil, disassembledAt: String? = nil
            ) {
                self.iccid = iccid
                self.msisdn = msisdn
                self.imsi = imsi
                self.status = status
                self.activatedAt = activatedAt
                self.disassembledAt = disassembledAt
            }

            private enum CodingKeys: String, CodingKey {
                case iccid
                case msisdn
                case imsi
                case status
                case activatedAt = "activated_at"
                case disassembledAt = "disassembled_at"
            }
        }
    }
}
