extension Operator {
    /// Lists the tokens of the account in the order of their ids.
    public struct ListTokens: OperatorRequest, Decodable {
        public static let route = "GET /telepool/v1/tokens"

        /// Only what is this user's.
        public var userID: String?
        /// Behind which element the page begins: `next` of the page before.
        public var after: String?
        /// How many at most.
        public var limit: Int?

        public init(userID: String? = nil, after: String? = nil, limit: Int? = nil) {
            self.userID = userID
            self.after = after
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case userID = "user_id"
            case after
            case limit
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var tokens: [Token]
            /// Where the next page begins; `nil` on the last one.
            public var next: String?
        }
    }
}

extension Operator.ListTokens: ListingRequest {
    public static func elements(of page: Response) -> [Operator.Token] { page.tokens }

    public func next(after page: Response) -> Operator.ListTokens? {
        guard let after = page.next else { return nil }
        var next = self
        next.after = after
        return next
    }
}
