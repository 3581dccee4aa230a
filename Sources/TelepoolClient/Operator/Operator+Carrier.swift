extension Operator {
    /// A carrier. There may be others.
    public struct Carrier: RawRepresentable, Codable, Hashable, Sendable {
        public static let mobile = Carrier(rawValue: "mobile")
        public static let telecom = Carrier(rawValue: "telecom")
        public static let unicom = Carrier(rawValue: "unicom")

        public var rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }
    }
}
