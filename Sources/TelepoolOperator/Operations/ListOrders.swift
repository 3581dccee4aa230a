import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
import TelepoolTime

/// Lists the orders of SIM cards in the order of their numbers, page after page, each at the same cost.
package struct ListOrders: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/orders")
    package static let access = Access.read(.reader)
    package static let description = OperationDescription(
        "Lists the orders of SIM cards in the order of their numbers, page after page.",
        details: "Every page is as fast as the first.", parameters: parameters)

    private static let parameters = Parameters(
        Input<OrderID>("after", .id(0...), default: 0, "The order that the page begins behind."),
        Input.limit(100, upTo: 500))

    private var after: OrderID
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        (after, limit) = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(orders: try scope.orders.list(after: after, limit: limit), limit: limit)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(
            [
                "orders": .array(
                    of: .object(
                        [
                            "id": .integer(1...), "price_plan_id": .string, "created": .time,
                            "cards": .count.about("All of them, whatever state they are in."),
                        ], optional: ["sim_pool_id": .integer(1...)]
                    ).named("Order"))
            ],
            optional: ["next": .integer(1...).about("What `after` is for the next page; missing on the last one.")])

        var orders: [OrderSummary]
        var limit: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("orders", orders) { json, order in
                    json.object {
                        $0.member("id", order.id.rawValue)
                        $0.member("price_plan_id", order.pricePlan.rawValue)
                        $0.member("created", order.createdAt.description)
                        $0.member("cards", order.cards)
                        if let pool = order.pool { $0.member("sim_pool_id", pool.rawValue) }
                    }
                }
                if orders.count == Int(limit), let last = orders.last { $0.member("next", last.id.rawValue) }
            }
        }
    }
}
