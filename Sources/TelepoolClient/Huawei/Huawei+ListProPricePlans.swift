extension Huawei {
    /// Lists the price plans of the account.
    public struct ListProPricePlans: HuaweiRequest {
        public static let route = "GET /v1/price-plans"

        /// Part of the name.
        public var mainSearchKey: String?
        /// In MB.
        public var flowTotal: Int?
        public var networkType: Int?
        public var locationType: Int?
        public var countryType: Int?
        public var carrierType: Carrier?
        /// The number of the page, from 1.
        public var offset: Int?
        /// How many on a page, 10 to 500; 10 where it is left out.
        public var limit: Int?

        public init(
            mainSearchKey: String? = nil, flowTotal: Int? = nil, networkType: Int? = nil, locationType: Int? = nil,
            countryType: Int? = nil, carrierType: Carrier? = nil, offset: Int? = nil, limit: Int? = nil
        ) {
            self.mainSearchKey = mainSearchKey
            self.flowTotal = flowTotal
            self.networkType = networkType
            self.locationType = locationType
            self.countryType = countryType
            self.carrierType = carrierType
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case mainSearchKey = "main_search_key"
            case flowTotal = "flow_total"
            case networkType = "network_type"
            case locationType = "location_type"
            case countryType = "country_type"
            case carrierType = "carrier_type"
            case offset
            case limit
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var limit: Int
            public var offset: Int
            /// How many there are on all pages.
            public var count: Int
            public var pricePlans: [PricePlan]

            private enum CodingKeys: String, CodingKey {
                case limit
                case offset
                case count
                case pricePlans = "price_plans"
            }
        }

        /// A price plan.
        public struct PricePlan: Codable, Hashable, Sendable {
            public var pricePlanID: String
            public var pricePlanName: String
            public var description: String?
            /// In MB.
            public var flowTotal: Double
            public var packageType: Int?
            public var period: Int?
            /// 20 months.
            public var periodType: Int?
            public var effectType: Int?
            public var silentPeriod: Int?
            public var silentPeriodUnit: Int?
            public var autoRenew: Bool?
            public var locationDesc: String?
            public var locationType: Int?
            public var carrierType: Carrier?
            public var simType: Int?
            /// In fen.
            public var price: Int?

            private enum CodingKeys: String, CodingKey {
                case pricePlanID = "price_plan_id"
                case pricePlanName = "price_plan_name"
                case description
                case flowTotal = "flow_total"
                case packageType = "package_type"
                case period
                case periodType = "period_type"
                case effectType = "effect_type"
                case silentPeriod = "silent_period_day"
                case silentPeriodUnit = "silent_period_unit"
                case autoRenew = "auto_renew"
                case locationDesc = "location_desc"
                case locationType = "location_type"
                case carrierType = "carrier_type"
                case simType = "sim_type"
                case price
            }
        }
    }
}

extension Huawei.ListProPricePlans: ListingRequest {
    public static func elements(of page: Response) -> [PricePlan] { page.pricePlans }

    public func next(after page: Response) -> Huawei.ListProPricePlans? {
        guard let number = followingPage(after: page, at: offset) else { return nil }
        var next = self
        next.offset = number
        return next
    }
}

extension Huawei.ListProPricePlans.Response: HuaweiPage {}
