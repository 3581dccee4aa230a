extension Operator {
    /// A field of what an event of an audit log changed.
    public struct AuditField: Codable, Hashable, Sendable {
        public var name: String
        public var value: String
    }
}
