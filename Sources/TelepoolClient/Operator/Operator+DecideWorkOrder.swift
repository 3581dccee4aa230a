extension Operator {
    /// Approves a work order that waits for somebody to decide, or refuses it.
    public struct DecideWorkOrder: OperatorRequest, Decodable {
        public static let route = "POST /telepool/v1/work-orders/{work_order_id}/decision"

        public var workOrderID: Int
        public var approve: Bool
        /// Why it is refused.
        public var reason: String?

        public init(workOrderID: Int, approve: Bool, reason: String? = nil) {
            self.workOrderID = workOrderID
            self.approve = approve
            self.reason = reason
        }

        private enum CodingKeys: String, CodingKey {
            case workOrderID = "work_order_id"
            case approve
            case reason
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var workOrderID: Int
            public var approved: Bool

            private enum CodingKeys: String, CodingKey {
                case workOrderID = "work_order_id"
                case approved
            }
        }
    }
}
