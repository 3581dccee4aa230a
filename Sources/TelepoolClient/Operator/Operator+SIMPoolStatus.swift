extension Operator {
    /// The state of a SIM pool. There may be others.
    public struct SIMPoolStatus: RawRepresentable, Codable, Hashable, Sendable {
        public static let inUse = SIMPoolStatus(rawValue: "in_use")
        /// Of backward pools only.
        public static let stopped = SIMPoolStatus(rawValue: "stopped")
        public static let discarded = SIMPoolStatus(rawValue: "discarded")

        public var rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }
    }
}
