extension Huawei {
    /// Why a card does not work. There may be others.
    public struct OperatorStatus: RawRepresentable, Codable, Hashable, Sendable {
        /// 正常(非停机状态)
        public static let working = OperatorStatus(rawValue: -1)
        /// 停机(超流量停机)
        public static let used = OperatorStatus(rawValue: 1)
        /// 停机(超流量阈值停机)
        public static let threshold = OperatorStatus(rawValue: 2)
        /// 停机(流量池停机)
        public static let pool = OperatorStatus(rawValue: 3)
        /// 停机(套餐到期停机)
        public static let planEnded = OperatorStatus(rawValue: 4)
        /// 停机(主动停机)
        public static let request = OperatorStatus(rawValue: 5)
        /// 停机(违规停机)
        public static let violation = OperatorStatus(rawValue: 6)
        /// 停机(机卡分离停机)
        public static let deviceSeparation = OperatorStatus(rawValue: 7)

        public var rawValue: Int

        public init(rawValue: Int) {
            self.rawValue = rawValue
        }
    }
}
