import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Deletes an access key.
package struct DeleteAccessKey: OperatorOperation {
    package static let route = Route(.delete, "/telepool/v1/access-keys/{access_key_id}")
    package static let access = Access.write(.manager)
    package static let changesAccess = true
    package static let description = OperationDescription(
        "Deletes an access key.", parameters: parameters, errors: [.unknownAccessKey])

    private static let parameters = Parameters(Input.accessKey)

    private var id: String

    package init(_ request: RESTRequest) throws(OperatorError) {
        id = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> DoneResponse {
        try scope.accessKeys.delete(id)
        return DoneResponse()
    }
}
