import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Sets what an access key may be used for, beyond the role of its user. What is left out does not limit it.
package struct SetAccessKeyLimits: OperatorOperation {
    package static let route = Route(.put, "/telepool/v1/access-keys/{access_key_id}/limits")
    package static let access = Access.write(.manager)
    package static let changesAccess = true
    package static let description = OperationDescription(
        "Sets what an access key may be used for, beyond the role of its user; what is left out does not limit it.",
        parameters: parameters, body: body, errors: [.unknownAccessKey])

    private static let parameters = Parameters(Input.accessKey)
    private static let body = JSONBody(KeyLimitInputs.actions, KeyLimitInputs.pools, KeyLimitInputs.addresses)

    private var id: String
    private var limits: KeyLimits

    package init(_ request: RESTRequest) throws(OperatorError) {
        id = try Self.parameters.read(request)
        let (actions, pools, addresses) = try Self.body.read(request)
        limits = KeyLimits(actions, pools, addresses)
    }

    package func perform(in scope: TenantScope) throws -> AccessKeyResponse {
        try scope.accessKeys.update(id, isEnabled: nil, limits: limits)
        return try AccessKeyResponse(id, in: scope)
    }
}
