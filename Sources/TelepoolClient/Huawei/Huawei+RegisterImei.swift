extension Huawei {
    /// Binds a card of China Telecom or China Mobile to another device.
    public struct RegisterImei: HuaweiRequest {
        public typealias Response = WorkOrderReference

        public static let route = "POST /v1/sim-cards/{sim_card_id}/bind-device"

        /// 0 where the card is named by its ICCID.
        public var simCardID: Int
        /// Where the id is 0.
        public var iccid: String?
        /// 1 the device that the card is in, 2 the one with this IMEI.
        public var bindType: Int
        public var imei: String?

        public init(simCardID: Int, iccid: String? = nil, bindType: Int, imei: String? = nil) {
            self.simCardID = simCardID
            self.iccid = iccid
            self.bindType = bindType
            self.imei = imei
        }

        private enum CodingKeys: String, CodingKey {
            case simCardID = "sim_card_id"
            case iccid
            case bindType = "bind_type"
            case imei
        }
    }
}
