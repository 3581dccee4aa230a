extension Volcengine {
    /// Lists bindings, newest first.
    public struct QuerySubscriptionForList: VolcengineRequest {
        public var subID: String?
        public var numberPoolNo: String?
        public var phoneNoA: String?
        public var phoneNoB: String?
        public var phoneNoX: String?
        public var phoneNoY: String?
        /// 0 ended, 1 in force.
        public var status: Int?
        public var outID: String?
        /// How many to pass over.
        public var offset: Int?
        /// How many at most, 1 to 500; 20 where it is left out.
        public var limit: Int?

        public init(
            subID: String? = nil, numberPoolNo: String? = nil, phoneNoA: String? = nil, phoneNoB: String? = nil,
            phoneNoX: String? = nil, phoneNoY: String? = nil, status: Int? = nil, outID: String? = nil,
            offset: Int? = nil, limit: Int? = nil
        ) {
            self.subID = subID
            self.numberPoolNo = numberPoolNo
            self.phoneNoA = phoneNoA
            self.phoneNoB = phoneNoB
            self.phoneNoX = phoneNoX
            self.phoneNoY = phoneNoY
            self.status = status
            self.outID = outID
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case subID = "SubId"
            case numberPoolNo = "NumberPoolNo"
            case phoneNoA = "PhoneNoA"
            case phoneNoB = "PhoneNoB"
            case phoneNoX = "PhoneNoX"
            case phoneNoY = "PhoneNoY"
            case status = "Status"
            case outID = "OutId"
            case offset = "Offset"
            case limit = "Limit"
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var records: [Subscription]
            /// How many match, on all pages.
            public var total: Int
            public var limit: Int?
            public var offset: Int?

            private enum CodingKeys: String, CodingKey {
                case records = "Records"
                case total = "Total"
                case limit = "Limit"
                case offset = "Offset"
            }
        }
    }
}

extension Volcengine.QuerySubscriptionForList: ListingRequest {
    public static func elements(of page: Response) -> [Volcengine.Subscription] { page.records }

    public func next(after page: Response) -> Volcengine.QuerySubscriptionForList? {
        guard let offset = followingOffset(after: page, at: self.offset) else { return nil }
        var next = self
        next.offset = offset
        return next
    }
}

extension Volcengine.QuerySubscriptionForList.Response: CountedPage {}
