import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Lists SIM cards in the order of their ids, page after page, each at the same cost.
package struct ListSIMCards: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/sim-cards")
    package static let access = Access.read(.reader)
    package static let description = OperationDescription(
        "Lists SIM cards in the order of their ids, page after page.", details: "Every page is as fast as the first.",
        parameters: parameters)
    /// The greatest page size.
    package static let greatestLimit: Int64 = 5000

    private static let parameters = Parameters(
        Input<OrderID?>(optional: "order_id", .id(ImportSIMCards.orderIDs), "Only the cards of this order."),
        Input<SIMCardID>("after", .id(0...), default: 0, "The id that the page begins behind."),
        Input.limit(1000, upTo: greatestLimit))

    private var order: OrderID?
    private var after: SIMCardID
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        (order, after, limit) = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(cards: try scope.simCards.list(of: order, after: after, limit: limit), limit: limit)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(
            ["sim_cards": .array(of: SIMCardResponse.schema)],
            optional: ["next": .integer(1...).about("What `after` is for the next page; missing on the last one.")])

        var cards: [HeldSIMCard]
        var limit: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("sim_cards", cards) { json, card in SIMCardResponse(card: card).write(to: &json) }
                if cards.count == Int(limit), let last = cards.last { $0.member("next", last.id.rawValue) }
            }
        }
    }
}
