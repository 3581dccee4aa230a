extension Huawei {
    /// Activates a card.
    public struct EnableSimCard: HuaweiRequest {
        public typealias Response = WorkOrderReference

        public static let route = "POST /v1/sim-cards/{sim_card_id}/enable"

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
