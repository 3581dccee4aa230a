import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Gives a user a password, for tokens; tokens that were issued for an older one end.
package struct SetUserPassword: OperatorOperation {
    package static let route = Route(.put, "/telepool/v1/users/{user_id}/password")
    package static let access = Access.write(.manager)
    package static let changesAccess = true
    /// Not the answer but the request does; nothing of either is kept.
    package static let answersSecret = true
    package static let description = OperationDescription(
        "Gives a user a password, for tokens; tokens and temporary keys of the user end.", parameters: parameters,
        body: body, errors: [.unknownUser])

    private static let parameters = Parameters(Input.user)
    private static let body = JSONBody(Input("password", .text(8...256)))

    private var id: UserID
    private var hash: String

    package init(_ request: RESTRequest) throws(OperatorError) {
        id = try Self.parameters.read(request)
        guard let hash = request.passwordHash else { throw .unexpected }
        self.hash = hash
    }

    package static func password(_ request: RESTRequest) throws(OperatorError) -> String? {
        try body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> UserResponse {
        let user = try scope.users.findManageable(id)
        try scope.users.setPasswordHash(hash, of: user.id)
        return UserResponse(user: try scope.users.findManageable(id))
    }
}
