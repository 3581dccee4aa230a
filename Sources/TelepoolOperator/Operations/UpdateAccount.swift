import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Renames an account, or disables or enables all of its users at once. What is left out stays as it is.
package struct UpdateAccount: OperatorOperation {
    package static let route = Route(.patch, "/telepool/v1/accounts/{domain_id}")
    package static let access = Access.write(.administrator)
    package static let changesAccess = true
    package static let description = OperationDescription(
        "Renames an account, or disables or enables all of its users; what is left out stays as it is.",
        details: "The account of the server's first user stays enabled.", parameters: parameters, body: body,
        errors: [.unknownAccount, .accountExists, .isRoot])

    private static let parameters = Parameters(Input.domainID)
    private static let body = JSONBody(
        Input(optional: "name", .text(1...64)), Input(optional: "enabled", .boolean))

    private var domainID: String
    private var name: String?
    private var isEnabled: Bool?

    package init(_ request: RESTRequest) throws(OperatorError) {
        domainID = try Self.parameters.read(request)
        (name, isEnabled) = try Self.body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> AccountResponse {
        let accounts = scope.system.accounts
        let account = try accounts.existing(domainID: domainID)
        if let name, name != account.name { try accounts.rename(account.id, to: name) }
        try accounts.update(account.id, isEnabled: isEnabled, quota: nil)
        return AccountResponse(account: try accounts.existing(domainID: domainID))
    }
}
