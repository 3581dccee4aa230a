extension Operator {
    /// Lists the add-ons of a SIM pool, oldest first.
    public struct ListSIMPoolAddOns: OperatorRequest, Decodable {
        public static let route = "GET /telepool/v1/sim-pools/{sim_pool_id}/add-ons"

        public var simPoolID: Int
        /// Behind which element the page begins: `next` of the page before.
        public var after: String?
        /// How many at most.
        public var limit: Int?

        public init(simPoolID: Int, after: String? = nil, limit: Int? = nil) {
            self.simPoolID = simPoolID
            self.after = after
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case simPoolID = "sim_pool_id"
            case after
            case limit
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var addOns: [SIMPoolAddOn]
            /// Where the next page begins; `nil` on the last one.
            public var next: String?

            private enum CodingKeys: String, CodingKey {
                case addOns = "add_ons"
                case next
            }
        }
    }
}

extension Operator.ListSIMPoolAddOns: ListingRequest {
    public static func elements(of page: Response) -> [Operator.SIMPoolAddOn] { page.addOns }

    public func next(after page: Response) -> Operator.ListSIMPoolAddOns? {
        guard let after = page.next else { return nil }
        var next = self
        next.after = after
        return next
    }
}
