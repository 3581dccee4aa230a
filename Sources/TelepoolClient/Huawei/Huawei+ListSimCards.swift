extension Huawei {
    /// Lists cards.
    public struct ListSimCards: HuaweiRequest {
        public static let route = "GET /v1/sim-cards"

        /// What the key is: 1 a container id, 2 a batch, 3 the IMEI of the device.
        public var mainSearchType: Int?
        public var mainSearchKey: String?
        public var simStatus: SIMCardStatus?
        public var deviceStatus: Int?
        public var simType: Int?
        public var orderID: Int?
        /// At most 10.
        public var orderIDs: [Int]?
        /// At most 30.
        public var pricePlanID: [String]?
        /// At most 10.
        public var tagID: [Int]?
        /// In MB.
        public var minUsedFlow: Int?
        /// In MB.
        public var maxUsedFlow: Int?
        /// In MB.
        public var minLeftFlow: Int?
        /// In MB.
        public var maxLeftFlow: Int?
        public var msisdn: String?
        public var realNamed: Bool?
        public var filterDowntimePeriod: Bool?
        public var customerAttribute1: String?
        public var customerAttribute2: String?
        public var customerAttribute3: String?
        public var customerAttribute4: String?
        public var customerAttribute5: String?
        public var customerAttribute6: String?
        /// `cid`, `flow_used`, `flow_left`, `act_date` or `expire_time`.
        public var sort: String?
        /// `asc` or `desc`.
        public var order: String?
        /// The number of the page, from 1.
        public var offset: Int?
        /// How many on a page, 10 to 500; 10 where it is left out.
        public var limit: Int?

        public init(
            mainSearchType: Int? = nil, mainSearchKey: String? = nil, simStatus: SIMCardStatus? = nil,
            deviceStatus: Int? = nil, simType: Int? = nil, orderID: Int? = nil, orderIDs: [Int]? = nil,
            pricePlanID: [String]? = nil, tagID: [Int]? = nil, minUsedFlow: Int? = nil, maxUsedFlow: Int? = nil,
            minLeftFlow: Int? = nil, maxLeftFlow: Int? = nil, msisdn: String? = nil, realNamed: Bool? = nil,
            filterDowntimePeriod: Bool? = nil, customerAttribute1: String? = nil, customerAttribute2: String? = nil,
            customerAttribute3: String? = nil, customerAttribute4: String? = nil, customerAttribute5: String? = nil,
            customerAttribute6: String? = nil, sort: String? = nil, order: String? = nil, offset: Int? = nil,
            limit: Int? = nil
        ) {
            self.mainSearchType = mainSearchType
            self.mainSearchKey = mainSearchKey
            self.simStatus = simStatus
            self.deviceStatus = deviceStatus
            self.simType = simType
            self.orderID = orderID
            self.orderIDs = orderIDs
            self.pricePlanID = pricePlanID
            self.tagID = tagID
            self.minUsedFlow = minUsedFlow
            self.maxUsedFlow = maxUsedFlow
            self.minLeftFlow = minLeftFlow
            self.maxLeftFlow = maxLeftFlow
            self.msisdn = msisdn
            self.realNamed = realNamed
            self.filterDowntimePeriod = filterDowntimePeriod
            self.customerAttribute1 = customerAttribute1
            self.customerAttribute2 = customerAttribute2
            self.customerAttribute3 = customerAttribute3
            self.customerAttribute4 = customerAttribute4
            self.customerAttribute5 = customerAttribute5
            self.customerAttribute6 = customerAttribute6
            self.sort = sort
            self.order = order
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case mainSearchType = "main_search_type"
            case mainSearchKey = "main_search_key"
            case simStatus = "sim_status"
            case deviceStatus = "device_status"
            case simType = "sim_type"
            case orderID = "order_id"
            case orderIDs = "order_ids"
            case pricePlanID = "price_plan_id"
            case tagID = "tag_id"
            case minUsedFlow = "min_used_flow"
            case maxUsedFlow = "max_used_flow"
            case minLeftFlow = "min_left_flow"
            case maxLeftFlow = "max_left_flow"
            case msisdn
            case realNamed = "real_named"
            case filterDowntimePeriod = "filter_downtime_period"
            case customerAttribute1 = "customer_attribute1"
            case customerAttribute2 = "customer_attribute2"
            case customerAttribute3 = "customer_attribute3"
            case customerAttribute4 = "customer_attribute4"
            case customerAttribute5 = "customer_attribute5"
            case customerAttribute6 = "customer_attribute6"
            case sort
            case order
            case offset
            case limit
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var limit: Int
            public var offset: Int
            /// How many there are on all pages.
            public var count: Int
            public var simCards: [SIMCardView]

            private enum CodingKeys: String, CodingKey {
                case limit
                case offset
                case count
                case simCards = "sim_cards"
            }
        }
    }
}

extension Huawei.ListSimCards: ListingRequest {
    public static func elements(of page: Response) -> [Huawei.SIMCardView] { page.simCards }

    public func next(after page: Response) -> Huawei.ListSimCards? {
        guard let number = followingPage(after: page, at: offset) else { return nil }
        var next = self
        next.offset = number
        return next
    }
}

extension Huawei.ListSimCards.Response: HuaweiPage {}
