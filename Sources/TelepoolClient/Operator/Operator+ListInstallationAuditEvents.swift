extension Operator {
    /// Lists what the audit log of the installation tells. For administrators.
    public struct ListInstallationAuditEvents: OperatorRequest, Decodable {
        public typealias Response = AuditEventList

        public static let route = "GET /telepool/v1/installation/audit-events"

        /// Only events from this time on.
        public var from: String?
        /// Only events before this time.
        public var to: String?
        /// Only what this user did, by its id.
        public var user: String?
        /// Only this operation, by its name.
        public var operation: String?
        /// Only this outcome: `Success`, or the code of a refusal.
        public var outcome: String?
        /// Only what changed this thing: its kind, a colon and its id.
        public var object: String?
        /// Only this request.
        public var requestID: String?
        /// Whether the list begins with the newest event, as it does if this is left out.
        public var newestFirst: Bool?
        /// Behind which event the page begins: `next` of the page before.
        public var after: Int?
        /// How many at most.
        public var limit: Int?

        public init(
            from: String? = nil, to: String? = nil, user: String? = nil,
            operation: String? = nil, outcome: String? = nil, object: String? = nil, requestID: String? = nil,
            newestFirst: Bool? = nil, after: Int? = nil, limit: Int? = nil
        ) {
            self.from = from
            self.to = to
            self.user = user
            self.operation = operation
            self.outcome = outcome
            self.object = object
            self.requestID = requestID
            self.newestFirst = newestFirst
            self.after = after
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case from
            case to
            case user
            case operation
            case outcome
            case object
            case requestID = "request_id"
            case newestFirst = "newest_first"
            case after
            case limit
        }
    }
}

extension Operator.ListInstallationAuditEvents: ListingRequest {
    public static func elements(of page: Response) -> [Operator.AuditEvent] { page.events }

    public func next(after page: Response) -> Operator.ListInstallationAuditEvents? {
        guard let after = page.next else { return nil }
        var next = self
        next.after = after
        return next
    }
}
