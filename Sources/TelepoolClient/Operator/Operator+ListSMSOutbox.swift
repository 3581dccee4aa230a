extension Operator {
    /// Lists the short messages that have still to be sent, oldest first.
    public struct ListSMSOutbox: OperatorRequest, Decodable {
        public static let route = "GET /telepool/v1/sms-outbox"

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
            public var messages: [SMSMessage]
            /// Where the next page begins; `nil` on the last one.
            public var next: String?
        }
    }
}

extension Operator.ListSMSOutbox: ListingRequest {
    public static func elements(of page: Response) -> [Operator.SMSMessage] { page.messages }

    public func next(after page: Response) -> Operator.ListSMSOutbox? {
        guard let after = page.next else { return nil }
        var next = self
        next.after = after
        return next
    }
}
