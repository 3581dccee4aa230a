extension Huawei {
    /// Makes a carrier forget the holder of a card of China Telecom.
    public struct DeleteRealName: HuaweiRequest {
        public typealias Response = WorkOrderReference

        public static let route = "POST /v1/sim-cards/{sim_card_id}/clear-real-name"

        /// 0 where the card is named by its ICCID.
        public var simCardID: Int
        /// Where the id is 0.
        public var iccid: String?

        public init(simCardID: Int, iccid: String? = nil) {
            self.simCardID = simCardID
            self.iccid = iccid
        }

        private enum CodingKeys: String, CodingKey {
            case simCardID = "sim_card_id"
            case iccid
        }
    }
}
