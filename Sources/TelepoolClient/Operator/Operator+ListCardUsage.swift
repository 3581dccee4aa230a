extension Operator {
    /// Lists what SIM cards have used in each billing cycle.
    public struct ListCardUsage: OperatorRequest, Decodable {
        public static let route = "GET /telepool/v1/usage/cards"

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

        /// What a card has used in a billing cycle.
        public struct Usage: Codable, Hashable, Sendable {
            public var iccid: String
            public var cycle: String
            public var usedBytes: Int
            public var msisdn: String?
            public var imsi: String?
            public var simPoolID: Int?

            private enum CodingKeys: String, CodingKey {
                case iccid
                case cycle
                case usedBytes = "used_bytes"
                case msisdn
                case imsi
                case simPoolID = "sim_pool_id"
            }
        }
    }
}

extension Operator.ListCardUsage: ListingRequest {
    public static func elements(of page: Response) -> [Usage] { page.usage }

    public func next(after page: Response) -> Operator.ListCardUsage? {
        guard let after = page.next else { return nil }
        var next = self
        next.after = after
        return next
    }
}
