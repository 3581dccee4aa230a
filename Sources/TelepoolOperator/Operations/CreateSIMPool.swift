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
    /// The earliest time that a pool may begin.
    package static let earliestStart = Timestamp(seconds: 946_684_800)

    private var name: String
    private var orders: [OrderID]
    private var since: Timestamp?

    package init(_ request: RESTRequest) throws(OperatorError) {
        let body = try OperatorBody(request)
        name = try body.text("name", length: 1...100)
        orders = try body.integers("order_ids", in: ImportSIMCards.orderIDs).map(OrderID.init)
        since = try body.time("since")
        if let since, since < Self.earliestStart {
            throw .invalidParameter("since has to be \(Self.earliestStart) or later.")
        }
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(id: try scope.simPools.create(name: name, orders: orders, since: since), name: name, orders: orders)
    }

    package struct Response: JSONWritable {
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
