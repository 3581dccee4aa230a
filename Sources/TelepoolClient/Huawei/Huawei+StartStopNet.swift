extension Huawei {
    /// Takes a card of China Telecom off the network or lets it back.
    public struct StartStopNet: HuaweiRequest {
        public typealias Response = WorkOrderReference

        public static let route = "POST /v1/sim-cards/{sim_card_id}/cut-net"

        /// 0 where the card is named by its ICCID.
        public var simCardID: Int
        /// Where the id is 0.
        public var iccid: String?
        /// `ADD` takes it off, `DEL` lets it back.
        public var action: String

        public init(simCardID: Int, iccid: String? = nil, action: String) {
            self.simCardID = simCardID
            self.iccid = iccid
            self.action = action
        }

        private enum CodingKeys: String, CodingKey {
            case simCardID = "sim_card_id"
            case iccid
            case action
        }
    }
}
