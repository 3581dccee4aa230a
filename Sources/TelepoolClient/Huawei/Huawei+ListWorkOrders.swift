extension Huawei {
    /// Lists work orders, newest first.
    public struct ListWorkOrders: HuaweiRequest {
        public static let route = "GET /v1/work-orders"

        /// A number.
        public var mainSearchKey: String?
        public var simType: Int?
        public var workOrderType: Int?
        public var status: WorkOrderStatus?
        /// The number of the page, from 1.
        public var offset: Int?
        /// How many on a page, 10 to 500; 10 where it is left out.
        public var limit: Int?

        public init(
            mainSearchKey: String? = nil, simType: Int? = nil, workOrderType: Int? = nil,
            status: WorkOrderStatus? = nil, offset: Int? = nil, limit: Int? = nil
        ) {
            self.mainSearchKey = mainSearchKey
            self.simType = simType
            self.workOrderType = workOrderType
            self.status = status
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case mainSearchKey = "main_search_key"
            case simType = "sim_type"
            case workOrderType = "work_order_type"
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
            public var workOrders: [WorkOrder]

            private enum CodingKeys: String, CodingKey {
                case limit
                case offset
                case count
                case workOrders = "work_orders"
            }
        }

        /// What somebody asked for, and what came of it.
        public struct WorkOrder: Codable, Hashable, Sendable {
            public var id: Int
            public var simType: Int?
            public var workOrderType: Int?
            public var reqDetail: String?
            public var totalCount: Int?
            public var successCount: Int?
            public var failCount: Int?
            public var processCount: Int?
            public var status: WorkOrderStatus
            public var createTime: String?
            public var finishTime: String?
            public var failReason: String?
            public var workOrderSource: Int?
            public var workOrderSourceDesc: String?

            private enum CodingKeys: String, CodingKey {
                case id
                case simType = "sim_type"
                case workOrderType = "work_order_type"
                case reqDetail = "req_detail"
                case totalCount = "total_count"
                case successCount = "success_count"
                case failCount = "fail_count"
                case processCount = "process_count"
                case status
                case createTime = "create_time"
                case finishTime = "finish_time"
                case failReason = "fail_reason"
                case workOrderSource = "work_order_source"
                case workOrderSourceDesc = "work_order_source_desc"
            }
        }
    }
}

extension Huawei.ListWorkOrders: ListingRequest {
    public static func elements(of page: Response) -> [WorkOrder] { page.workOrders }

    public func next(after page: Response) -> Huawei.ListWorkOrders? {
        guard let number = followingPage(after: page, at: offset) else { return nil }
        var next = self
        next.offset = number
        return next
    }
}

extension Huawei.ListWorkOrders.Response: HuaweiPage {}
