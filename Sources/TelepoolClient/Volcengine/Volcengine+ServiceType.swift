extension Volcengine {
    /// What the numbers of a pool are for. There may be others.
    public struct ServiceType: RawRepresentable, Codable, Hashable, Sendable {
        /// 普通号码
        public static let ordinary = ServiceType(rawValue: 100)
        /// 隐私号
        public static let privacy = ServiceType(rawValue: 200)

        public var rawValue: Int

        public init(rawValue: Int) {
            self.rawValue = rawValue
        }
    }
}
