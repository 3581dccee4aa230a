import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Creates an account with its first user and that user's access key.
package struct CreateAccount: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/accounts")
    package static let access = Access.write(.administrator)
    package static let successStatus = 201
    package static let answersSecret = true

    private var name: String
    private var user: String

    package init(_ request: RESTRequest) throws(OperatorError) {
        let body = try OperatorBody(request)
        name = try body.text("name", length: 1...64)
        user = try body.text("user", length: 1...64)
    }

    package func perform(in scope: TenantScope) throws -> IssuedKeyResponse {
        let account = try scope.system.accounts.create(name: name)
        let tenant = scope.system.tenant(account.id)
        return try IssuedKeyResponse(account: account, user: user, role: .manager, in: tenant)
    }
}
