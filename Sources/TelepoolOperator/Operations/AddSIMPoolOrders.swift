import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Lets further whole orders join a SIM pool, from the billing cycle on that runs now.
package struct AddSIMPoolOrders: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/sim-pools/{sim_pool_id}/orders")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Lets further whole orders join a SIM pool, from the billing cycle on that runs now.",
        details: "The orders have to be of the pool's price plan and in no pool yet.", parameters: parameters,
        body: body,
        errors: [.unknownSIMPool, .simPoolDiscarded, .unknownOrder, .orderInPool, .mixedPricePlans])

    private static let parameters = Parameters(Input.simPool)
    private static let body = JSONBody(Input("order_ids", .list(of: .integer(ImportSIMCards.orderIDs))))

    private var pool: SIMPoolID
    private var orders: [OrderID]

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = try Self.parameters.read(request)
        orders = try Self.body.read(request).map(OrderID.init)
    }

    package func perform(in scope: TenantScope) throws -> SIMPoolResponse {
        try scope.simPools.addOrders(orders, to: pool)
        return try SIMPoolResponse(of: pool, in: scope)
    }
}
