import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Shows a user of the account.
package struct ShowUser: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/users/{user_id}")
    package static let access = Access.read(.manager)
    package static let description = OperationDescription(
        "Shows a user of the account.", parameters: parameters, errors: [.unknownUser])

    private static let parameters = Parameters(Input.user)

    private var id: UserID

    package init(_ request: RESTRequest) throws(OperatorError) {
        id = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> UserResponse {
        guard let user = try scope.users.find(id: id) else { throw DomainError.access(.unknownUser(id)) }
        return UserResponse(user: user)
    }
}
