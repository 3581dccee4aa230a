import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
import TelepoolTime

/// Makes an access key for a user, who may have two: the one in use and the one that takes its place.
package struct CreateAccessKey: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/users/{user_id}/access-keys")
    package static let access = Access.write(.manager)
    package static let successStatus = 201
    package static let answersSecret = true
    package static let description = OperationDescription(
        "Makes an access key for a user, who may have two: the one in use and the one that takes its place.",
        details: "The secret of the key is shown this once.", parameters: parameters, body: body,
        errors: [.unknownUser, .tooManyAccessKeys])

    private static let parameters = Parameters(Input.user)
    private static let body = JSONBody(
        KeyLimitInputs.actions, KeyLimitInputs.pools, KeyLimitInputs.addresses,
        Input(optional: "expires", .time, "When it ends; never if it is left out."))

    private var user: UserID
    private var limits: KeyLimits
    private var expiresAt: Timestamp?

    package init(_ request: RESTRequest) throws(OperatorError) {
        user = try Self.parameters.read(request)
        let (actions, pools, addresses, end) = try Self.body.read(request)
        limits = KeyLimits(actions, pools, addresses)
        expiresAt = end
    }

    package func perform(in scope: TenantScope) throws -> Response {
        let key = try scope.accessKeys.issue(to: user, limits: limits, expiresAt: expiresAt)
        return Response(key: key)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(["access_key_id": .string, "secret_access_key": .string])

        var key: IssuedAccessKey

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("access_key_id", key.id)
                $0.member("secret_access_key", key.secret)
            }
        }
    }
}
