extension Huawei {
    /// Sets the greatest speed of a card of China Telecom or, once it is real-named, of China Unicom.
    public struct SetSpeedValue: HuaweiRequest {
        public typealias Response = WorkOrderReference

        public static let route = "POST /v1/sim-cards/{sim_card_id}/speed-limit"

        /// 0 where the card is named by its ICCID.
        public var simCardID: Int
        /// Where the id is 0.
        public var iccid: String?
        /// In Kbps; -1 for any.
        public var speedValue: Int

        public init(simCardID: Int, iccid: String? = nil, speedValue: Int) {
            self.simCardID = simCardID
            self.iccid = iccid
            self.speedValue = speedValue
        }

        private enum CodingKeys: String, CodingKey {
            case simCardID = "sim_card_id"
            case iccid
            case speedValue = "speed_value"
        }
    }
}
