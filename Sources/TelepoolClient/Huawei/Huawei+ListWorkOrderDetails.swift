extension Huawei {
    /// Lists what came of a work order for each card.
    public struct ListWorkOrderDetails: HuaweiRequest {
        public static let route = "GET /v1/work-orders/{work_order_id}/details"

        public var workOrderID: Int
        /// A container id.
        public var mainSearchKey: String?
        public var simType: Int?
        /// 1 done, 2 under way, 3 failed.
        public var status: Int?
        /// The number of the page, from 1.
        public var offset: Int?
        /// How many on a page, 10 to 500; 10 where it is left out.
        public var limit: Int?

        public init(
            workOrderID: Int, mainSearchKey: String? = nil, simType: Int? = nil, status: Int? = nil, offset: Int? = nil,
            limit: Int? = nil
        ) {
            self.workOrderID = workOrderID
            self.mainSearchKey = mainSearchKey
            self.simType = simType
            self.status = status
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case workOrderID = "work_order_id"
            case mainSearchKey = "main_search_key"
            case simType = "sim_type"
            case status
            case offset
            case limit
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var limit: Int
            public var offset: Int
            /// How many there are on all pages.
            public var count: Int
            public var workOrderDetails: [Detail]

            private enum CodingKeys: String, CodingKey {
                case limit
                case offset
                case count
                case workOrderDetails = "work_order_details"
            }
        }

        /// What came of a work order for a card.
        public struct Detail: Codable, Hashable, Sendable {
            public var id: Int
            public var simType: Int?
            /// 1 done, 2 under way, 3 failed.
            public var status: Int
            public var cid: String?
            public var simCardID: Int?
            public var createTime: String?
            public var finishTime: String?
            public var description: String?

            private enum CodingKeys: String, CodingKey {
                case id
                case simType = "sim_type"
                case status
                case cid
                case simCardID = "sim_card_id"
                case createTime = "create_time"
                case finishTime = "finish_time"
                case description
            }
        }
    }
}

extension Huawei.ListWorkOrderDetails: ListingRequest {
    public static func elements(of page: Response) -> [Detail] { page.workOrderDetails }

    public func next(after page: Response) -> Huawei.ListWorkOrderDetails? {
        guard let number = followingPage(after: page, at: offset) else { return nil }
        var next = self
        next.offset = number
        return next
    }
}

extension Huawei.ListWorkOrderDetails.Response: HuaweiPage {}
