extension Operator {
    /// Lists the accounts of the server in the order of their names. For administrators.
    public struct ListAccounts: OperatorRequest, Decodable {
        public static let route = "GET /telepool/v1/accounts"

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
            public var accounts: [Account]
            /// Where the next page begins; `nil` on the last one.
            public var next: String?
        }
    }
}

extension Operator.ListAccounts: ListingRequest {
    public static func elements(of page: Response) -> [Operator.Account] { page.accounts }

    public func next(after page: Response) -> Operator.ListAccounts? {
        guard let after = page.next else { return nil }
        var next = self
        next.after = after
        return next
    }
}
