extension Huawei {
    /// Lists the plans of a card, with its use in the cycle that runs now.
    public struct ListSimPricePlans: HuaweiRequest {
        public typealias Response = [Subscription]

        public static let route = "GET /v1/sim-price-plans"

        /// 0 where the card is named by its ICCID.
        public var simCardID: Int
        /// Where the id is 0.
        public var iccid: String?
        public var realTime: Bool?
        /// The number of the page, from 1.
        public var offset: Int?
        /// How many on a page, 10 to 500; 10 where it is left out.
        public var limit: Int?

        public init(
            simCardID: Int, iccid: String? = nil, realTime: Bool? = nil, offset: Int? = nil, limit: Int? = nil
        ) {
            self.simCardID = simCardID
            self.iccid = iccid
            self.realTime = realTime
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case simCardID = "sim_card_id"
            case iccid
            case realTime = "real_time"
            case offset
            case limit
        }

        /// A plan of a card. Amounts are in MB.
        public struct Subscription: Codable, Hashable, Sendable {
            public var id: Int
            public var accountID: String?
            public var simCardID: Int?
            public var status: Int?
            public var pricePlanID: String?
            public var pricePlanName: String?
            public var description: String?
            public var cid: String?
            public var orderID: String?
            public var createTime: String?
            public var activeTime: String?
            public var stopTime: String?
            public var flowTotal: Double?
            public var flowUsed: Double?
            public var flowLeft: Double?
            /// `1` where it is the one in use.
            public var using: String?
            public var packageType: Int?
            public var effectType: Int?
            public var silentPeriod: Int?
            public var silentPeriodUnit: Int?
            public var autoRenew: Int?
            public var locationDesc: String?

            private enum CodingKeys: String, CodingKey {
                case id
                case accountID = "account_id"
                case simCardID = "sim_card_id"
                case status
                case pricePlanID = "price_plan_id"
                case pricePlanName = "price_plan_name"
                case description
                case cid
                case orderID = "order_id"
                case createTime = "create_time"
                case activeTime = "active_time"
                case stopTime = "stop_time"
                case flowTotal = "flow_total"
                case flowUsed = "flow_used"
                case flowLeft = "flow_left"
                case using
                case packageType = "package_type"
                case effectType = "effect_type"
                case silentPeriod = "silent_period_day"
                case silentPeriodUnit = "silent_period_unit"
                case autoRenew = "auto_renew"
                case locationDesc = "location_desc"
            }
        }
    }
}
