extension Operator {
    /// Lists what SIM pools have used in each billing cycle.
    public struct ListPoolUsage: OperatorRequest, Decodable {
        public static let route = "GET /telepool/v1/usage/pools"

        /// Only this billing cycle, `2022-09`.
        public var cycle: String?
        /// Behind which element the page begins: `next` of the page before.
        public var after: String?
        /// How many at most.
        public var limit: Int?

        public init(cycle: String? = nil, after: String? = nil, limit: Int? = nil) {
            self.cycle = cycle
            self.after = after
            self.limit = limit
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var usage: [Usage]
            /// Where the next page begins; `nil` on the last one.
            public var next: String?
        }

        /// What a pool has used in a billing cycle.
        public struct Usage: Codable, Hashable, Sendable {
            public var simPoolID: Int
            public var simPoolName: String
            public var carrier: Carrier
            public var cycle: String
            public var usedBytes: Int

            private enum CodingKeys: String, CodingKey {
                case simPoolID = "sim_pool_id"
                case simPoolName = "sim_pool_name"
                case carrier
                case cycle
                case usedBytes = "used_bytes"
            }
        }
    }
}

extension Operator.ListPoolUsage: ListingRequest {
    public static func elements(of page: Response) -> [Usage] { page.usage }

    public func next(after page: Response) -> Operator.ListPoolUsage? {
        guard let after = page.next else { return nil }
        var next = self
        next.after = after
        return next
    }
}
