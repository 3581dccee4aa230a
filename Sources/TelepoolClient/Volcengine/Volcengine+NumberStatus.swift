extension Volcengine {
    /// The state of a number. There may be others.
    public struct NumberStatus: RawRepresentable, Codable, Hashable, Sendable {
        /// 使用中
        public static let inUse = NumberStatus(rawValue: 1)
        /// 用户停用
        public static let disabledByUser = NumberStatus(rawValue: 2)
        /// 平台停用
        public static let disabledByPlatform = NumberStatus(rawValue: 3)
        /// 已注销
        public static let cancelled = NumberStatus(rawValue: 4)
        /// 平台注销
        public static let cancelledByPlatform = NumberStatus(rawValue: 6)

        public var rawValue: Int

        public init(rawValue: Int) {
            self.rawValue = rawValue
        }
    }
}
