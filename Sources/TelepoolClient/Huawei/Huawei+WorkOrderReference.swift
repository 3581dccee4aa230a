extension Huawei {
    /// What was asked for is done later, under this number: see ``ListWorkOrders``.
    public struct WorkOrderReference: Codable, Hashable, Sendable {
        public var workOrderID: Int

        private enum CodingKeys: String, CodingKey {
            case workOrderID = "work_order_id"
        }
    }
}
