extension Huawei {
    /// A page of the cards of a pool, with their use in a billing cycle.
    public struct PoolMembers: Codable, Hashable, Sendable {
        public var limit: Int
        public var offset: Int
        /// How many there are on all pages.
        public var count: Int
        public var poolMembers: [PoolMember]

        private enum CodingKeys: String, CodingKey {
            case limit
            case offset
            case count
            case poolMembers = "pool_members"
        }
    }
}

extension Huawei.PoolMembers: HuaweiPage {}
