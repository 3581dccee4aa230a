extension Operator {
    /// Lists the users of the account in the order of their names.
    public struct ListUsers: OperatorRequest, Decodable {
        public static let route = "GET /telepool/v1/users"

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
            public var users: [User]
            /// Where the next page begins; `nil` on the last one.
            public var next: String?
        }
    }
}

extension Operator.ListUsers: ListingRequest {
    public static func elements(of page: Response) -> [Operator.User] { page.users }

    public func next(after page: Response) -> Operator.ListUsers? {
        guard let after = page.next else { return nil }
        var next = self
        next.after = after
        return next
    }
}
