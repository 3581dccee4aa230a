extension Volcengine {
    /// Mobile or landline. There may be others.
    public struct NumberType: RawRepresentable, Codable, Hashable, Sendable {
        /// 手机
        public static let mobile = NumberType(rawValue: 0)
        /// 固话
        public static let landline = NumberType(rawValue: 1)

        public var rawValue: Int

        public init(rawValue: Int) {
            self.rawValue = rawValue
        }
    }
}
