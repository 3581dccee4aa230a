extension Huawei {
    /// The state of a work order. There may be others.
    public struct WorkOrderStatus: RawRepresentable, Codable, Hashable, Sendable {
        /// 审核中
        public static let inReview = WorkOrderStatus(rawValue: 1)
        /// 已审核
        public static let approved = WorkOrderStatus(rawValue: 2)
        /// 处理中
        public static let underWay = WorkOrderStatus(rawValue: 3)
        /// 已完成
        public static let done = WorkOrderStatus(rawValue: 4)
        /// 已取消
        public static let cancelled = WorkOrderStatus(rawValue: 5)
        /// 失败
        public static let failed = WorkOrderStatus(rawValue: 6)
        /// 审核不通过
        public static let rejected = WorkOrderStatus(rawValue: 7)

        public var rawValue: Int

        public init(rawValue: Int) {
            self.rawValue = rawValue
        }
    }
}
