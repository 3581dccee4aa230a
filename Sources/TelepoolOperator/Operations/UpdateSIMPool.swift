import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Renames a SIM pool, or changes what happens when it has used what it has. What is left out stays as it is.
package struct UpdateSIMPool: OperatorOperation {
    package static let route = Route(.patch, "/telepool/v1/sim-pools/{sim_pool_id}")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Renames a SIM pool, or changes its policy; what is left out stays as it is.", parameters: parameters,
        body: body,
        errors: [.unknownSIMPool])

    private static let parameters = Parameters(Input.simPool)
    private static let body = JSONBody(
        Input(optional: "name", .text(1...100)),
        Input(optional: "policy", .choice(SIMPoolPolicy.names), CreateSIMPool.aboutPolicy))

    private var pool: SIMPoolID
    private var name: String?
    private var policy: SIMPoolPolicy?

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = try Self.parameters.read(request)
        (name, policy) = try Self.body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> SIMPoolResponse {
        try scope.simPools.update(pool, name: name, policy: policy)
        return try SIMPoolResponse(of: pool, in: scope)
    }
}

extension SIMPoolResponse {
    init(of pool: SIMPoolID, in scope: TenantScope) throws {
        guard let found = try scope.simPools.find(pool) else { throw DomainError.unknownSIMPool(pool) }
        self.init(pool: found)
    }
}
