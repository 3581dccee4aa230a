import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// The same as ``ListAuditEvents`` for the installation itself, or for any account.
package struct ListInstallationAuditEvents: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/installation/audit-events")
    package static let access = Access.read(.administrator)
    package static let isLong = true
    package static let description = OperationDescription(
        "Lists what the audit log of the installation, or of any account, tells, page after page.",
        details: AuditEventPage.details, parameters: parameters, errors: [.unknownAccount])

    private static let parameters = AuditedAccount.joined(with: AuditEventPage.parameters)

    private let account: AuditedAccount
    private let page: AuditEventPage

    package init(_ request: RESTRequest) throws(OperatorError) {
        account = try AuditedAccount(request)
        page = try AuditEventPage(request)
    }

    package func perform(in scope: TenantScope) throws -> AuditEventList {
        try page.list(account.log(in: scope))
    }
}
