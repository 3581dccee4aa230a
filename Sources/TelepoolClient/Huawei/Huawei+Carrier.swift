extension Huawei {
    /// A carrier. There may be others.
    public struct Carrier: RawRepresentable, Codable, Hashable, Sendable {
        /// China Mobile
        public static let mobile = Carrier(rawValue: 1)
        /// China Telecom
        public static let telecom = Carrier(rawValue: 2)
        /// China Unicom
        public static let unicom = Carrier(rawValue: 3)

        public var rawValue: Int

        public init(rawValue: Int) {
            self.rawValue = rawValue
        }
    }
}
