import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Sets for how long the numbers of a pool rest before they can be drawn again.
package struct SetNumberPoolQuarantine: OperatorOperation {
    package static let route = Route(.put, "/telepool/v1/number-pools/{number_pool_no}/quarantine")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Sets for how long the numbers of a pool rest before they can be drawn again.",
        details: """
            They rest from their release from their last binding or since they were taken out of service. 0, as it is at \
            first, is no rest. Numbers that rest already keep their time.
            """,
        parameters: parameters, body: body, errors: [.unknownNumberPool])
    /// Up to ten years.
    package static let seconds: ClosedRange<Int64> = 0...315_360_000

    private static let parameters = Parameters(Input.numberPool)
    private static let body = JSONBody(Input("seconds", .integer(seconds)))

    private var pool: NumberPoolNo
    private var seconds: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = try Self.parameters.read(request)
        seconds = try Self.body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        try scope.numberPools.setQuarantine(of: pool, seconds: seconds)
        return Response(pool: pool, seconds: seconds)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(["number_pool_no": .string, "seconds": .count])

        var pool: NumberPoolNo
        var seconds: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("number_pool_no", pool.rawValue)
                $0.member("seconds", seconds)
            }
        }
    }
}
