extension Huawei {
    /// Shows a card.
    public struct ShowSimCard: HuaweiRequest {
        public typealias Response = SIMCardView

        public static let route = "GET /v1/sim-cards/{sim_card_id}"

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
