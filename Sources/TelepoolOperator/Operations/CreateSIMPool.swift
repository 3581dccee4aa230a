import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
package import TelepoolTime

/// Makes a SIM pool of whole orders.
package struct CreateSIMPool: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/sim-pools")
    package static let access = Access.write(.manager)
    package static let successStatus = 201
    package static let description = OperationDescription(
        "Makes a SIM pool of whole orders.", details: "The orders have to be of one price plan and in no pool yet.",
        body: body, errors: [.unknownOrder, .mixedPricePlans, .orderInPool])
    /// The earliest time that a pool may begin.
    package static let earliestStart = Timestamp(seconds: 946_684_800)

    private static let body = JSONBody(
        Input("name", .text(1...100)), Input("order_ids", .list(of: .integer(ImportSIMCards.orderIDs))),
        Input(
            optional: "since", .time,
            "When the pool begins: \(earliestStart) or later, in a billing cycle that has begun. Now, if left out."))

    private var name: String
    private var orders: [OrderID]
    private var since: Timestamp?

    package init(_ request: RESTRequest) throws(OperatorError) {
        let orders: [Int64]
        (name, orders, since) = try Self.body.read(request)
        self.orders = orders.map(OrderID.init)
        if let since, since < Self.earliestStart {
            throw .invalidParameter("since has to be \(Self.earliestStart) or later.")
        }
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(id: try scope.simPools.create(name: name, orders: orders, since: since), name: name, orders: orders)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object([
            "id": .integer(1...), "name": .string, "order_ids": .array(of: .integer(ImportSIMCards.orderIDs)),
        ])

        var id: SIMPoolID
        var name: String
        var orders: [OrderID]

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("id", id.rawValue)
                $0.member("name", name)
                $0.array("order_ids", orders) { json, order in json.integer(order.rawValue) }
            }
        }
    }
}
