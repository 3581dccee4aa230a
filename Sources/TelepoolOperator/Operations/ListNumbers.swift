import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Lists the numbers of a pool in the order of their digits, page after page, each at the same cost.
package struct ListNumbers: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/number-pools/{number_pool_no}/numbers")
    package static let access = Access.read(.reader)
    package static let description = OperationDescription(
        "Lists the numbers of a pool in the order of their digits, page after page.",
        details: "Every page is as fast as the first.", parameters: parameters, errors: [.unknownNumberPool])
    /// The greatest page size.
    package static let greatestLimit: Int64 = 5000

    private static let parameters = Parameters(
        Input.numberPool, Input("after", .anyText, default: "", "The number that the page begins behind."),
        Input.limit(1000, upTo: greatestLimit))

    private var pool: NumberPoolNo
    private var after: String
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        (pool, after, limit) = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(numbers: try scope.numbers.list(in: pool, after: after, limit: limit), limit: limit)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(
            ["numbers": .array(of: PooledNumberResponse.schema)],
            optional: ["next": .phoneNumber.about("What `after` is for the next page; missing on the last one.")])

        var numbers: [PooledNumber]
        var limit: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("numbers", numbers) { json, number in PooledNumberResponse(number: number).write(to: &json) }
                if numbers.count == Int(limit), let last = numbers.last {
                    $0.member("next", last.number.description)
                }
            }
        }
    }
}
