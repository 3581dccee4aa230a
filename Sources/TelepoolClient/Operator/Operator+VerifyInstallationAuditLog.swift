extension Operator {
    /// Goes through the chain of the audit log of the installation. For administrators.
    public struct VerifyInstallationAuditLog: OperatorRequest, Decodable {
        public typealias Response = AuditVerification

        public static let route = "GET /telepool/v1/installation/audit-events/verification"

        public init() {}
    }
}
