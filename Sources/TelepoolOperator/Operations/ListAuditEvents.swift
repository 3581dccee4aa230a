import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Lists what the account's audit log tells, page after page, each at the same cost.
package struct ListAuditEvents: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/audit-events")
    package static let access = Access.read(.manager)
    package static let isLong = true
    package static let description = OperationDescription(
        "Lists what the account's audit log tells of changes and refusals, page after page.",
        details: AuditEventPage.details, parameters: AuditEventPage.parameters)

    private let page: AuditEventPage

    package init(_ request: RESTRequest) throws(OperatorError) {
        page = try AuditEventPage(request)
    }

    package func perform(in scope: TenantScope) throws -> AuditEventList {
        try page.list(scope.audit)
    }
}
