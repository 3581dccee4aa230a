import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Stops a backward pool, as when it is in arrears, discards it, or takes it into use again; the cards of one that is not
/// in use do not work.
package struct SetBackPoolStatus: OperatorOperation {
    package static let route = Route(.put, "/telepool/v1/sim-pools/{sim_pool_id}/status")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Stops a backward pool, discards it, or takes it into use again.",
        details: "The cards of a pool that is not in use do not work.", parameters: parameters, body: body,
        errors: [.unknownSIMPool, .simPoolOfOtherKind])

    private static let parameters = Parameters(Input.simPool)
    private static let body = JSONBody(Input("status", .choice(BackPoolStatus.names)))

    private var pool: SIMPoolID
    private var status: BackPoolStatus

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = try Self.parameters.read(request)
        status = try Self.body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> SIMPoolResponse {
        try scope.simPools.setBackStatus(status, of: pool)
        return try SIMPoolResponse(of: pool, in: scope)
    }
}
