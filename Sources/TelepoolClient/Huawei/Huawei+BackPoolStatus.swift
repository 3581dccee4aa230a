extension Huawei {
    /// The state of a backward pool. There may be others.
    public struct BackPoolStatus: RawRepresentable, Codable, Hashable, Sendable {
        /// 在用
        public static let inUse = BackPoolStatus(rawValue: 2)
        /// 已停用
        public static let stopped = BackPoolStatus(rawValue: -1)
        /// 已废弃
        public static let discarded = BackPoolStatus(rawValue: -2)

        public var rawValue: Int

        public init(rawValue: Int) {
            self.rawValue = rawValue
        }
    }
}
