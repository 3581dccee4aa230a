extension Huawei {
    /// Lists the cards of a backward pool with their state now and their use in a billing cycle.
    public struct ListBackPoolMembers: HuaweiRequest {
        public typealias Response = PoolMembers

        public static let route = "GET /v1/back-pools/{back_pool_id}/members"

        public var backPoolID: Int
        /// `2022-09`.
        public var billingCycle: String
        /// Only the card with this container id.
        public var cid: String?
        /// The number of the page, from 1.
        public var offset: Int?
        /// How many on a page, 10 to 500; 10 where it is left out.
        public var limit: Int?

        public init(backPoolID: Int, billingCycle: String, cid: String? = nil, offset: Int? = nil, limit: Int? = nil) {
            self.backPoolID = backPoolID
            self.billingCycle = billingCycle
            self.cid = cid
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case backPoolID = "back_pool_id"
            case billingCycle = "billing_cycle"
            case cid
            case offset
            case limit
        }
    }
}

extension Huawei.ListBackPoolMembers: ListingRequest {
    public static func elements(of page: Response) -> [Huawei.PoolMember] { page.poolMembers }

    public func next(after page: Response) -> Huawei.ListBackPoolMembers? {
        guard let number = followingPage(after: page, at: offset) else { return nil }
        var next = self
        next.offset = number
        return next
    }
}
