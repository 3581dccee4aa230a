extension Huawei {
    /// Suspends a card that is in use.
    public struct StopSimCard: HuaweiRequest {
        public typealias Response = WorkOrderReference

        public static let route = "POST /v1/sim-cards/{sim_card_id}/stop"

        /// 0 where the card is named by its ICCID.
        public var simCardID: Int
        /// Where the id is 0.
        public var iccid: String?
        public var downUpSwitch: Int?

        public init(simCardID: Int, iccid: String? = nil, downUpSwitch: Int? = nil) {
            self.simCardID = simCardID
            self.iccid = iccid
            self.downUpSwitch = downUpSwitch
        }

        private enum CodingKeys: String, CodingKey {
            case simCardID = "sim_card_id"
            case iccid
            case downUpSwitch = "down_up_switch"
        }
    }
}
