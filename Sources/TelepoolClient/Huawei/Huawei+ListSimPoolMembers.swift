extension Huawei {
    /// Lists the cards of a forward pool with their use in a billing cycle.
    public struct ListSimPoolMembers: HuaweiRequest {
        public typealias Response = PoolMembers

        public static let route = "GET /v1/sim-pools/{sim_pool_id}/members"

        public var simPoolID: Int
        /// `2022-09`.
        public var billingCycle: String
        /// Only the card with this container id.
        public var cid: String?
        /// The number of the page, from 1.
        public var offset: Int?
        /// How many on a page, 10 to 500; 10 where it is left out.
        public var limit: Int?

        public init(simPoolID: Int, billingCycle: String, cid: String? = nil, offset: Int? = nil, limit: Int? = nil) {
            self.simPoolID = simPoolID
            self.billingCycle = billingCycle
            self.cid = cid
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case simPoolID = "sim_pool_id"
            case billingCycle = "billing_cycle"
            case cid
            case offset
            case limit
        }
    }
}

extension Huawei.ListSimPoolMembers: ListingRequest {
    public static func elements(of page: Response) -> [Huawei.PoolMember] { page.poolMembers }

    public func next(after page: Response) -> Huawei.ListSimPoolMembers? {
        guard let number = followingPage(after: page, at: offset) else { return nil }
        var next = self
        next.offset = number
        return next
    }
}
