extension Operator {
    /// Lists SIM cards in the order of their ids.
    public struct ListSIMCards: OperatorRequest, Decodable {
        public static let route = "GET /telepool/v1/sim-cards"

        /// Only the cards of this order.
        public var orderID: Int?
        /// Behind which element the page begins: `next` of the page before.
        public var after: String?
        /// How many at most.
        public var limit: Int?

        public init(orderID: Int? = nil, after: String? = nil, limit: Int? = nil) {
            self.orderID = orderID
            self.after = after
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case orderID = "order_id"
            case after
            case limit
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var cards: [SIMCard]
            /// Where the next page begins; `nil` on the last one.
            public var next: String?

            private enum CodingKeys: String, CodingKey {
                case cards = "sim_cards"
                case next
            }
        }
    }
}

extension Operator.ListSIMCards: ListingRequest {
    public static func elements(of page: Response) -> [Operator.SIMCard] { page.cards }

    public func next(after page: Response) -> Operator.ListSIMCards? {
        guard let after = page.next else { return nil }
        var next = self
        next.after = after
        return next
    }
}
