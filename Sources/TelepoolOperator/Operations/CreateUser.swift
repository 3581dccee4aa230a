import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Creates a user of the caller's account with an access key.
package struct CreateUser: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/users")
    package static let access = Access.write(.manager)
    package static let successStatus = 201
    package static let answersSecret = true
    package static let description = OperationDescription(
        "Creates a user of the caller's account with an access key.",
        details: "The secret of the key is shown this once.", body: body, errors: [.userExists])
    private static let body = JSONBody(
        Input("name", .text(1...64)), Input("role", .role, "Only administrators make administrators."))

    private var name: String
    private var role: Role

    package init(_ request: RESTRequest) throws(OperatorError) {
        (name, role) = try Self.body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> IssuedKeyResponse {
        guard role != .administrator || scope.isAdministrator else {
            throw DomainError.access(.isOfAdministrator)
        }
        return try IssuedKeyResponse(account: scope.ownAccount(), user: name, role: role, in: scope)
    }
}
