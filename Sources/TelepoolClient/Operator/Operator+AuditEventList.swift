extension Operator {
    /// A page of an audit log.
    public struct AuditEventList: Codable, Hashable, Sendable {
        /// There may be few, or none, although there is a next page.
        public var events: [AuditEvent]
        /// Where the next page begins; `nil` on the last one.
        public var next: Int?
    }
}
