import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Discards a SIM pool whose cards are all deregistered; it takes no cards, add-ons or activations any more.
package struct DiscardSIMPool: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/sim-pools/{sim_pool_id}/discard")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Discards a SIM pool whose cards are all deregistered.",
        details: "It takes no cards, add-ons or activations any more. Discarding it again changes nothing.",
        parameters: parameters, errors: [.unknownSIMPool, .simPoolHasCards])

    private static let parameters = Parameters(Input.simPool)

    private var pool: SIMPoolID

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> SIMPoolResponse {
        try scope.simPools.discard(pool)
        return try SIMPoolResponse(of: pool, in: scope)
    }
}
