import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Shows a SIM pool; what it is in a billing cycle is told by `ListSimPools` and `ListBackPools`.
package struct ShowSIMPool: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/sim-pools/{sim_pool_id}")
    package static let access = Access.read(.reader)
    package static let description = OperationDescription(
        "Shows a SIM pool.", parameters: parameters, errors: [.unknownSIMPool])

    private static let parameters = Parameters(Input.simPool)

    private var pool: SIMPoolID

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> SIMPoolResponse {
        guard let found = try scope.simPools.find(pool) else { throw DomainError.unknownSIMPool(pool) }
        return SIMPoolResponse(pool: found)
    }
}
