import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Goes through the chain of the account's audit log and tells whether every event is what was written.
package struct VerifyAuditLog: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/audit-events/verification")
    package static let access = Access.read(.manager)
    package static let isLong = true
    package static let description = OperationDescription(
        "Goes through the chain of the account's audit log and tells whether every event is what was written.",
        details: AuditVerificationResponse.details)

    package init(_ request: RESTRequest) throws(OperatorError) {}

    package func perform(in scope: TenantScope) throws -> AuditVerificationResponse {
        AuditVerificationResponse(verification: try scope.audit.verify())
    }
}
