extension Operator {
    /// Whether the cards of a pool share their data, or are paid for by what they use. There may be others.
    public struct SIMPoolKind: RawRepresentable, Codable, Hashable, Sendable {
        public static let forward = SIMPoolKind(rawValue: "forward")
        public static let backward = SIMPoolKind(rawValue: "backward")

        public var rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }
    }
}
