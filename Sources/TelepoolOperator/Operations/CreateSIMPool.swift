import HTTPTypes
package import TelepoolDomain
import TelepoolJSON
package import TelepoolREST
package import TelepoolTime

/// Makes a SIM pool of whole orders.
package struct CreateSIMPool: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/sim-pools")
    package static let access = Access.write(.manager)
    package static let successStatus = 201
    package static let description = OperationDescription(
        "Makes a SIM pool of whole orders.", details: "The orders have to be of one price plan and in no pool yet.",
        body: body,
        errors: [.unknownOrder, .mixedPricePlans, .orderInPool, .backwardPoolOfOtherCarrier, .quotaExceeded])
    static let aboutPolicy = """
        What happens when a forward pool has used what it has: its cards stop until it has more, or nothing.
        """
    /// The earliest time that a pool may begin.
    package static let earliestStart = Timestamp(seconds: 946_684_800)

    private static let body = JSONBody(
        Input("name", .text(1...100)), Input("order_ids", .list(of: .integer(ImportSIMCards.orderIDs))),
        Input(
            optional: "since", .time,
            "When the pool begins: \(earliestStart) or later, in a billing cycle that has begun. Now, if left out."),
        Input(
            "kind", .choice(SIMPoolKind.names), default: "forward",
            "forward: its cards share their data. backward: they are paid for by what they use; of telecom only."),
        Input("policy", .choice(SIMPoolPolicy.names), default: "suspend", aboutPolicy))

    private var name: String
    private var orders: [OrderID]
    private var since: Timestamp?
    private var kind: SIMPoolKind
    private var policy: SIMPoolPolicy

    package init(_ request: RESTRequest) throws(OperatorError) {
        let orders: [Int64]
        (name, orders, since, kind, policy) = try Self.body.read(request)
        self.orders = orders.map(OrderID.init)
        if let since, since < Self.earliestStart {
            throw .invalidParameter("since has to be \(Self.earliestStart) or later.")
        }
    }

    package func perform(in scope: TenantScope) throws -> SIMPoolResponse {
        let id = try scope.simPools.create(name: name, kind: kind, policy: policy, orders: orders, since: since)
        return try SIMPoolResponse(of: id, in: scope)
    }
}
