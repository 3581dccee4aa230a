import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Creates an account with its first user and that user's access key.
package struct CreateAccount: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/accounts")
    package static let access = Access.write(.administrator)
    package static let successStatus = 201
    package static let answersSecret = true
    package static let description = OperationDescription(
        "Creates an account with its first user, a manager, and that user's access key.",
        details: "The secret of the key is shown this once.", body: body, errors: [.accountExists])

    private static let body = JSONBody(
        Input("name", .text(1...64), "The name of the account."), Input("user", .text(1...64), "The name of the user."))

    private var name: String
    private var user: String

    package init(_ request: RESTRequest) throws(OperatorError) {
        (name, user) = try Self.body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> IssuedKeyResponse {
        let account = try scope.system.accounts.create(name: name)
        let tenant = scope.system.tenant(account.id)
        return try IssuedKeyResponse(account: account, user: user, role: .manager, in: tenant)
    }
}
