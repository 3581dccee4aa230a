extension Huawei {
    /// A SIM card. What does not apply is left out.
    public struct SIMCardView: Codable, Hashable, Sendable {
        public var simCardID: Int
        public var accountID: String?
        public var cid: String?
        public var simPoolID: Int?
        public var imei: String?
        public var simStatus: SIMCardStatus
        public var deviceStatus: Int?
        public var deviceModel: String?
        public var actDate: String?
        public var deviceStatusDate: String?
        public var nodeID: String?
        public var iccid: String?
        public var networkType: String?
        public var dbm: String?
        public var signalLevel: String?
        /// 1 vSIM, 2 eSIM, 3 a physical card.
        public var simType: Int?
        /// Separated by commas.
        public var tagNames: String?
        public var orderID: Int?
        public var expireTime: String?
        public var pricePlanName: String?
        public var simPricePlanID: Int?
        /// In MB; negative when overused.
        public var flowLeft: Double?
        /// In MB.
        public var flowUsed: Double?
        public var operatorStatus: OperatorStatus?
        public var msisdn: String?
        public var imsi: String?
        public var customerAttribute1: String?
        public var customerAttribute2: String?
        public var customerAttribute3: String?
        public var customerAttribute4: String?
        public var customerAttribute5: String?
        public var customerAttribute6: String?
        public var realNamed: Bool?
        public var cutNetFlag: Bool?
        public var exceedCutNetFlag: Bool?
        /// In MB.
        public var exceedCutNetQuota: Int?
        public var imeiBindRemainTimes: Int?
        /// In Kbps.
        public var speedValue: Int?

        private enum CodingKeys: String, CodingKey {
            case simCardID = "sim_card_id"
            case accountID = "account_id"
            case cid
            case simPoolID = "sim_pool_id"
            case imei
            case simStatus = "sim_status"
            case deviceStatus = "device_status"
            case deviceModel = "device_model"
            case actDate = "act_date"
            case deviceStatusDate = "device_status_date"
            case nodeID = "node_id"
            case iccid
            case networkType = "network_type"
            case dbm
            case signalLevel = "signal_level"
            case simType = "sim_type"
            case tagNames = "tag_names"
            case orderID = "order_id"
            case expireTime = "expire_time"
            case pricePlanName = "price_plan_name"
            case simPricePlanID = "sim_price_plan_id"
            case flowLeft = "flow_left"
            case flowUsed = "flow_used"
            case operatorStatus = "operator_status"
            case msisdn
            case imsi
            case customerAttribute1 = "customer_attribute1"
            case customerAttribute2 = "customer_attribute2"
            case customerAttribute3 = "customer_attribute3"
            case customerAttribute4 = "customer_attribute4"
            case customerAttribute5 = "customer_attribute5"
            case customerAttribute6 = "customer_attribute6"
            case realNamed = "real_named"
            case cutNetFlag = "cut_net_flag"
            case exceedCutNetFlag = "exceed_cut_net_flag"
            case exceedCutNetQuota = "exceed_cut_net_quota"
            case imeiBindRemainTimes = "imei_bind_remain_times"
            case speedValue = "speed_value"
        }
    }
}
