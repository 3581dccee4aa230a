import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Lists the price plans in the order of their ids, page after page, each at the same cost.
package struct ListPricePlans: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/price-plans")
    package static let access = Access.read(.reader)
    package static let description = OperationDescription(
        "Lists the price plans in the order of their ids, page after page.",
        details: "Every page is as fast as the first.", parameters: parameters)

    private static let parameters = Parameters(
        Input("after", .anyText, default: "", "The id that the page begins behind."), Input.limit(100, upTo: 500))

    private var after: String
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        (after, limit) = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(plans: try scope.pricePlans.list(after: after, limit: limit), limit: limit)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(
            ["price_plans": .array(of: PricePlanResponse.schema)],
            optional: ["next": .string.about("What `after` is for the next page; missing on the last one.")])

        var plans: [PricePlan]
        var limit: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("price_plans", plans) { json, plan in PricePlanResponse(plan: plan).write(to: &json) }
                if plans.count == Int(limit), let last = plans.last { $0.member("next", last.id.rawValue) }
            }
        }
    }
}
