extension Operator {
    /// Goes through the chain of the audit log of the installation, or of any account. For administrators.
    public struct VerifyInstallationAuditLog: OperatorRequest, Decodable {
        public typealias Response = AuditVerification

        public static let route = "GET /telepool/v1/installation/audit-events/verification"

        /// The account, by its name; the installation's own log without.
        public var account: String?

        public init(account: String? = nil) {
            self.account = account
        }
    }
}
