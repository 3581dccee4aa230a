extension Huawei {
    /// Sets or cancels the threshold that stops a card.
    public struct SetExceedCutNet: HuaweiRequest {
        public typealias Response = WorkOrderReference

        public static let route = "POST /v1/sim-cards/{sim_card_id}/exceed-cut-net"

        /// 0 where the card is named by its ICCID.
        public var simCardID: Int
        /// Where the id is 0.
        public var iccid: String?
        /// 1 sets, 2 cancels.
        public var action: Int
        /// In MB; `-1` for none.
        public var quota: String?

        public init(simCardID: Int, iccid: String? = nil, action: Int, quota: String? = nil) {
            self.simCardID = simCardID
            self.iccid = iccid
            self.action = action
            self.quota = quota
        }

        private enum CodingKeys: String, CodingKey {
            case simCardID = "sim_card_id"
            case iccid
            case action
            case quota
        }
    }
}
