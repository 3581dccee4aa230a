extension Operator {
    /// What an event of an audit log changed about one thing.
    public struct AuditChange: Codable, Hashable, Sendable {
        public var kind: String
        public var id: String
        /// Empty for what was created.
        public var before: [AuditField]
        /// Empty for what was deleted.
        public var after: [AuditField]
    }
}
