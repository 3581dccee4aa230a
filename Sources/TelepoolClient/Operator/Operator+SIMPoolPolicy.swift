extension Operator {
    /// What happens when a forward pool has used what it has. There may be others.
    public struct SIMPoolPolicy: RawRepresentable, Codable, Hashable, Sendable {
        public static let suspend = SIMPoolPolicy(rawValue: "suspend")
        public static let allow = SIMPoolPolicy(rawValue: "allow")

        public var rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }
    }
}
