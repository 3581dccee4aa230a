import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Lists the add-ons of a SIM pool, oldest first, page after page, each at the same cost.
package struct ListSIMPoolAddOns: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/sim-pools/{sim_pool_id}/add-ons")
    package static let access = Access.read(.reader)
    package static let description = OperationDescription(
        "Lists the add-ons of a SIM pool, oldest first, page after page.",
        details: "Every page is as fast as the first.",
        parameters: parameters, errors: [.unknownSIMPool])

    private static let parameters = Parameters(
        Input.simPool, Input("after", .integer(0...), default: 0, "The id that the page begins behind."),
        Input.limit(100, upTo: 500))

    private var pool: SIMPoolID
    private var after: Int64
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        (pool, after, limit) = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(addOns: try scope.simPools.addOns(of: pool, after: after, limit: limit), limit: limit)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(
            ["add_ons": .array(of: CreateSIMPoolAddOn.Response.schema)],
            optional: ["next": .integer(1...).about("What `after` is for the next page; missing on the last one.")])

        var addOns: [SIMPoolAddOn]
        var limit: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("add_ons", addOns) { json, addOn in
                    CreateSIMPoolAddOn.Response(addOn: addOn).write(to: &json)
                }
                if addOns.count == Int(limit), let last = addOns.last { $0.member("next", last.id) }
            }
        }
    }
}
