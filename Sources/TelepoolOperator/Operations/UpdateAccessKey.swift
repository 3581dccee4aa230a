import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Disables or enables an access key.
package struct UpdateAccessKey: OperatorOperation {
    package static let route = Route(.patch, "/telepool/v1/access-keys/{access_key_id}")
    package static let access = Access.write(.manager)
    package static let changesAccess = true
    package static let description = OperationDescription(
        "Disables or enables an access key.",
        details: "A key that is disabled is refused at once here and within a second by other nodes.",
        parameters: parameters, body: body, errors: [.unknownAccessKey])

    private static let parameters = Parameters(Input.accessKey)
    private static let body = JSONBody(Input("enabled", .boolean))

    private var id: String
    private var isEnabled: Bool

    package init(_ request: RESTRequest) throws(OperatorError) {
        id = try Self.parameters.read(request)
        isEnabled = try Self.body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> AccessKeyResponse {
        try scope.accessKeys.update(id, isEnabled: isEnabled, limits: nil)
        return try AccessKeyResponse(id, in: scope)
    }
}

extension AccessKeyResponse {
    init(_ id: String, in scope: TenantScope) throws {
        guard let key = try scope.accessKeys.find(id) else { throw DomainError.access(.unknownAccessKey(id)) }
        self.init(key: key)
    }
}
