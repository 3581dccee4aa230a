import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Shows the caller's account and what it may have.
package struct ShowAccount: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/account")
    package static let access = Access.read(.reader)
    package static let description = OperationDescription("Shows the caller's account and what it may have.")

    package init(_ request: RESTRequest) throws(OperatorError) {}

    package func perform(in scope: TenantScope) throws -> AccountResponse {
        AccountResponse(account: try scope.ownAccount())
    }
}
