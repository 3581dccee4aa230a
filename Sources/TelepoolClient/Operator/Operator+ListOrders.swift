extension Operator {
    /// Lists the orders of SIM cards in the order of their numbers.
    public struct ListOrders: OperatorRequest, Decodable {
        public static let route = "GET /telepool/v1/orders"

        /// Behind which element the page begins: `next` of the page before.
        public var after: String?
        /// How many at most.
        public var limit: Int?

        public init(after: String? = nil, limit: Int? = nil) {
            self.after = after
            self.limit = limit
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var orders: [Order]
            /// Where the next page begins; `nil` on the last one.
            public var next: String?
        }

        /// An order of SIM cards.
        public struct Order: Codable, Hashable, Sendable {
            public var id: Int
            public var pricePlanID: String
            public var created: String
            /// All of them, whatever state they are in.
            public var cards: Int
            public var simPoolID: Int?

            private enum CodingKeys: String, CodingKey {
                case id
                case pricePlanID = "price_plan_id"
                case created
                case cards
                case simPoolID = "sim_pool_id"
            }
        }
    }
}

extension Operator.ListOrders: ListingRequest {
    public static func elements(of page: Response) -> [Order] { page.orders }

    public func next(after page: Response) -> Operator.ListOrders? {
        guard let after = page.next else { return nil }
        var next = self
        next.after = after
        return next
    }
}
