import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Deletes a number pool that holds neither numbers nor bindings.
package struct DeleteNumberPool: OperatorOperation {
    package static let route = Route(.delete, "/telepool/v1/number-pools/{number_pool_no}")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Deletes a number pool that holds neither numbers nor bindings.", parameters: parameters,
        errors: [.unknownNumberPool, .numberPoolNotEmpty])

    private static let parameters = Parameters(Input.numberPool)

    private var no: NumberPoolNo

    package init(_ request: RESTRequest) throws(OperatorError) {
        no = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        try scope.numberPools.delete(no)
        return Response(no: no)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(["number_pool_no": .string])

        var no: NumberPoolNo

        package func write(to json: inout JSONWriter) {
            json.object { $0.member("number_pool_no", no.rawValue) }
        }
    }
}
