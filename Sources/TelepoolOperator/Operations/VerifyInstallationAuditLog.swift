import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// The same as ``VerifyAuditLog`` for the installation itself.
package struct VerifyInstallationAuditLog: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/installation/audit-events/verification")
    package static let access = Access.read(.administrator)
    package static let isLong = true
    package static let description = OperationDescription(
        "Goes through the chain of the audit log of the installation.",
        details: AuditVerificationResponse.details)

    package init(_ request: RESTRequest) throws(OperatorError) {}

    package func perform(in scope: TenantScope) throws -> AuditVerificationResponse {
        AuditVerificationResponse(verification: try scope.system.tenant(.installation).audit.verify())
    }
}
