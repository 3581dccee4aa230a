extension Operator {
    /// A SIM card.
    public struct SIMCard: Codable, Hashable, Sendable {
        public var id: Int
        public var iccid: String
        public var orderID: Int
        public var pricePlanID: String
        /// Without what stops it at this time.
        public var status: SIMCardStatus
        /// Why it does not work at this time, as ``Huawei/OperatorStatus``.
        public var operatorStatus: Int
        /// In the billing cycle that runs now.
        public var usedBytes: Int
        public var realNamed: Bool
        public var msisdn: String?
        public var imsi: String?
        public var imei: String?
        public var simPoolID: Int?
        public var activatedAt: String?
        public var disassembledAt: String?
        public var silentUntil: String?

        private enum CodingKeys: String, CodingKey {
            case id
            case iccid
            case orderID = "order_id"
            case pricePlanID = "price_plan_id"
            case status
            case operatorStatus = "operator_status"
            case usedBytes = "used_bytes"
            case realNamed = "real_named"
            case msisdn
            case imsi
            case imei
            case simPoolID = "sim_pool_id"
            case activatedAt = "activated_at"
            case disassembledAt = "disassembled_at"
            case silentUntil = "silent_until"
        }
    }
}
