import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// The same as ``VerifyAuditLog`` for the installation itself, or for any account.
package struct VerifyInstallationAuditLog: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/installation/audit-events/verification")
    package static let access = Access.read(.administrator)
    package static let isLong = true
    package static let description = OperationDescription(
        "Goes through the chain of the audit log of the installation, or of any account.",
        details: AuditVerificationResponse.details, parameters: AuditedAccount.parameters, errors: [.unknownAccount])

    private let account: AuditedAccount

    package init(_ request: RESTRequest) throws(OperatorError) {
        account = try AuditedAccount(request)
    }

    package func perform(in scope: TenantScope) throws -> AuditVerificationResponse {
        AuditVerificationResponse(verification: try account.log(in: scope).verify())
    }
}
