extension Huawei {
    /// The state of a card. There may be others.
    public struct SIMCardStatus: RawRepresentable, Codable, Hashable, Sendable {
        /// 可测试
        public static let testable = SIMCardStatus(rawValue: 10)
        /// 未激活
        public static let inactive = SIMCardStatus(rawValue: 11)
        /// 可激活
        public static let activatable = SIMCardStatus(rawValue: 13)
        /// 已停用
        public static let suspended = SIMCardStatus(rawValue: 14)
        /// 在用
        public static let inUse = SIMCardStatus(rawValue: 20)
        /// 已拆机
        public static let disassembled = SIMCardStatus(rawValue: 30)

        public var rawValue: Int

        public init(rawValue: Int) {
            self.rawValue = rawValue
        }
    }
}
