import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Ends all tokens of a user, and the temporary keys.
package struct RevokeUserTokens: OperatorOperation {
    package static let route = Route(.delete, "/telepool/v1/users/{user_id}/tokens")
    package static let access = Access.write(.manager)
    package static let changesAccess = true
    package static let description = OperationDescription(
        "Ends all tokens of a user, and the temporary keys.", parameters: parameters, errors: [.unknownUser])

    private static let parameters = Parameters(Input.user)

    private var id: UserID

    package init(_ request: RESTRequest) throws(OperatorError) {
        id = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> DoneResponse {
        try scope.tokens.revoke(of: try scope.users.findManageable(id).id)
        return DoneResponse()
    }
}
