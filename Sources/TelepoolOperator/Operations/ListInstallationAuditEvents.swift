import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// The same as ``ListAuditEvents`` for the installation itself.
package struct ListInstallationAuditEvents: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/installation/audit-events")
    package static let access = Access.read(.administrator)
    package static let isLong = true
    package static let description = OperationDescription(
        "Lists what the audit log of the installation tells, page after page.",
        details: AuditEventPage.details, parameters: AuditEventPage.parameters)

    private let page: AuditEventPage

    package init(_ request: RESTRequest) throws(OperatorError) {
        page = try AuditEventPage(request)
    }

    package func perform(in scope: TenantScope) throws -> AuditEventList {
        try page.list(scope.system.tenant(.installation).audit)
    }
}
