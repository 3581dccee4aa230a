import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Deletes a user with keys and tokens.
package struct DeleteUser: OperatorOperation {
    package static let route = Route(.delete, "/telepool/v1/users/{user_id}")
    package static let access = Access.write(.manager)
    package static let changesAccess = true
    package static let description = OperationDescription(
        "Deletes a user with keys and tokens.", parameters: parameters, errors: [.unknownUser, .isRoot])

    private static let parameters = Parameters(Input.user)

    private var id: UserID

    package init(_ request: RESTRequest) throws(OperatorError) {
        id = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> DoneResponse {
        try scope.users.delete(id)
        return DoneResponse()
    }
}
