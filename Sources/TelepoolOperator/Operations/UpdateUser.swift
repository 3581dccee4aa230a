import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Changes what a user may do, or disables or enables the user. What is left out stays as it is.
package struct UpdateUser: OperatorOperation {
    package static let route = Route(.patch, "/telepool/v1/users/{user_id}")
    package static let access = Access.write(.manager)
    package static let changesAccess = true
    package static let description = OperationDescription(
        "Changes what a user may do, or disables or enables the user; what is left out stays as it is.",
        details: """
            A user who is disabled is refused at once here and within a second by other nodes; tokens end for good. \
            Administrators are changed by administrators only; the server's first user stays what it is.
            """, parameters: parameters, body: body, errors: [.unknownUser, .isRoot])

    private static let parameters = Parameters(Input.user)
    private static let body = JSONBody(Input(optional: "role", .role), Input(optional: "enabled", .boolean))

    private var id: UserID
    private var role: Role?
    private var isEnabled: Bool?

    package init(_ request: RESTRequest) throws(OperatorError) {
        id = try Self.parameters.read(request)
        (role, isEnabled) = try Self.body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> UserResponse {
        try scope.users.update(id, role: role, isEnabled: isEnabled)
        return UserResponse(user: try scope.users.findManageable(id))
    }
}
