extension Operator {
    /// Lists the price plans in the order of their ids.
    public struct ListPricePlans: OperatorRequest, Decodable {
        public static let route = "GET /telepool/v1/price-plans"

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
            public var pricePlans: [PricePlan]
            /// Where the next page begins; `nil` on the last one.
            public var next: String?

            private enum CodingKeys: String, CodingKey {
                case pricePlans = "price_plans"
                case next
            }
        }
    }
}

extension Operator.ListPricePlans: ListingRequest {
    public static func elements(of page: Response) -> [Operator.PricePlan] { page.pricePlans }

    public func next(after page: Response) -> Operator.ListPricePlans? {
        guard let after = page.next else { return nil }
        var next = self
        next.after = after
        return next
    }
}
