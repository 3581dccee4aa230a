import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Shows a number and the pool that holds it.
package struct ShowNumber: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/numbers/{number}")
    package static let access = Access.read(.reader)
    package static let description = OperationDescription(
        "Shows a number and the pool that holds it.", parameters: parameters, errors: [.unknownNumber])

    private static let parameters = Parameters(Input.number)

    private var number: PhoneNumber

    package init(_ request: RESTRequest) throws(OperatorError) {
        number = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> PooledNumberResponse {
        guard let held = try scope.numbers.find(number) else { throw DomainError.unknownNumber(number) }
        return PooledNumberResponse(number: held)
    }
}
