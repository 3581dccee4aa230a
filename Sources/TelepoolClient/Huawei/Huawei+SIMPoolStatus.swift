extension Huawei {
    /// Whether a forward pool is in use. There may be others.
    public struct SIMPoolStatus: RawRepresentable, Codable, Hashable, Sendable {
        /// 废弃
        public static let discarded = SIMPoolStatus(rawValue: 0)
        /// 在用
        public static let inUse = SIMPoolStatus(rawValue: 1)

        public var rawValue: Int

        public init(rawValue: Int) {
            self.rawValue = rawValue
        }
    }
}
