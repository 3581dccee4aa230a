import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Ends a token before its time.
package struct RevokeToken: OperatorOperation {
    package static let route = Route(.delete, "/telepool/v1/tokens/{token_id}")
    package static let access = Access.write(.manager)
    package static let changesAccess = true
    package static let description = OperationDescription(
        "Ends a token before its time.", parameters: parameters, errors: [.unknownToken])

    private static let parameters = Parameters(Input.token)

    private var digest: [UInt8]

    package init(_ request: RESTRequest) throws(OperatorError) {
        digest = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> DoneResponse {
        try scope.tokens.revoke(digest)
        return DoneResponse()
    }
}
