extension Operator {
    /// Mobile or landline. There may be others.
    public struct NumberType: RawRepresentable, Codable, Hashable, Sendable {
        public static let mobile = NumberType(rawValue: "mobile")
        public static let landline = NumberType(rawValue: "landline")

        public var rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }
    }
}
