extension Operator {
    /// Goes through the chain of the account's audit log and tells whether every event is what was written.
    public struct VerifyAuditLog: OperatorRequest, Decodable {
        public typealias Response = AuditVerification

        public static let route = "GET /telepool/v1/audit-events/verification"

        public init() {}
    }
}
