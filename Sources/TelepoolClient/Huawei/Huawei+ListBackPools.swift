extension Huawei {
    /// Lists backward pools, one record for each pool and billing cycle.
    public struct ListBackPools: HuaweiRequest {
        public static let route = "GET /v1/back-pools"

        /// Part of the name.
        public var poolName: String?
        /// `2022-09`; the one that runs, where it is left out.
        public var billingCycle: String?
        /// The last six cycles.
        public var allBillingCycle: Bool?
        /// The number of the page, from 1.
        public var offset: Int?
        /// How many on a page, 10 to 500; 10 where it is left out.
        public var limit: Int?

        public init(
            poolName: String? = nil, billingCycle: String? = nil, allBillingCycle: Bool? = nil, offset: Int? = nil,
            limit: Int? = nil
        ) {
            self.poolName = poolName
            self.billingCycle = billingCycle
            self.allBillingCycle = allBillingCycle
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case poolName = "pool_name"
            case billingCycle = "billing_cycle"
            case allBillingCycle = "all_billing_cycle"
            case offset
            case limit
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var limit: Int
            public var offset: Int
            /// How many there are on all pages.
            public var count: Int
            public var pools: [Pool]
        }

        /// A pool in a billing cycle. Amounts are in MB.
        public struct Pool: Codable, Hashable, Sendable {
            public var id: Int
            public var poolName: String
            public var pricePlanName: String?
            public var pricePlanID: String?
            public var effectiveTime: String?
            public var expiredTime: String?
            public var billingCycle: String
            public var poolStatus: BackPoolStatus?
            public var flowUsed: Double
            public var statusTime: String?
            public var quantity: Int?
            public var modifyTime: String?
            public var orderID: Int?
            public var activatedSIMQuantity: Int?
            public var inactiveSIMQuantity: Int?
            public var disassembledSIMQuantity: Int?
            /// Separated by commas.
            public var orderIDs: String?

            private enum CodingKeys: String, CodingKey {
                case id
                case poolName = "pool_name"
                case pricePlanName = "price_plan_name"
                case pricePlanID = "price_plan_id"
                case effectiveTime = "effective_time"
                case expiredTime = "expired_time"
                case billingCycle = "billing_cycle"
                case poolStatus = "pool_status"
                case flowUsed = "flow_used"
                case statusTime = "status_time"
                case quantity
                case modifyTime = "modify_time"
                case orderID = "order_id"
                case activatedSIMQuantity = "activated_sim_quantity"
                case inactiveSIMQuantity = "inactive_sim_quantity"
                case disassembledSIMQuantity = "disassembled_sim_quantity"
                case orderIDs = "order_ids"
            }
        }
    }
}

extension Huawei.ListBackPools: ListingRequest {
    public static func elements(of page: Response) -> [Pool] { page.pools }

    public func next(after page: Response) -> Huawei.ListBackPools? {
        guard let number = followingPage(after: page, at: offset) else { return nil }
        var next = self
        next.offset = number
        return next
    }
}

extension Huawei.ListBackPools.Response: HuaweiPage {}
