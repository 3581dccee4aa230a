extension Operator {
    /// The state of a card. There may be others.
    public struct SIMCardStatus: RawRepresentable, Codable, Hashable, Sendable {
        public static let testable = SIMCardStatus(rawValue: "testable")
        public static let inactive = SIMCardStatus(rawValue: "inactive")
        public static let activatable = SIMCardStatus(rawValue: "activatable")
        public static let suspended = SIMCardStatus(rawValue: "suspended")
        public static let inUse = SIMCardStatus(rawValue: "in_use")
        public static let disassembled = SIMCardStatus(rawValue: "disassembled")

        public var rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }
    }
}
