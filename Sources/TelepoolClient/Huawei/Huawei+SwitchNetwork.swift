extension Huawei {
    /// Lets a three-network card use another network.
    public struct SwitchNetwork: HuaweiRequest {
        public typealias Response = WorkOrderReference

        public static let route = "POST /v1/sim-cards-multiply/{sim_card_id}/switch-network"

        /// 0 where the card is named by its container id.
        public var simCardID: Int
        /// Where the id is 0.
        public var cid: String?
        public var carrierType: Carrier

        public init(simCardID: Int, cid: String? = nil, carrierType: Carrier) {
            self.simCardID = simCardID
            self.cid = cid
            self.carrierType = carrierType
        }

        private enum CodingKeys: String, CodingKey {
            case simCardID = "sim_card_id"
            case cid
            case carrierType = "carrier_type"
        }
    }
}
