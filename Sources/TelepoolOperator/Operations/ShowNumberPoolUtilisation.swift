import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Tells how the numbers of a pool are used.
package struct ShowNumberPoolUtilisation: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/number-pools/{number_pool_no}/utilisation")
    package static let access = Access.read(.reader)
    package static let description = OperationDescription(
        "Tells how the numbers of a pool are used.",
        details: "Each number is counted once, and all but cancelled ones make up `numbers`.", parameters: parameters,
        errors: [.unknownNumberPool])

    private static let parameters = Parameters(Input.numberPool)

    private var pool: NumberPoolNo

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(pool: pool, utilisation: try scope.numbers.utilisation(of: pool))
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object([
            "number_pool_no": .string, "numbers": .count, "assigned": .count, "available": .count, "reserved": .count,
            "aging": .count, "disabled": .count, "cancelled": .count,
        ])

        var pool: NumberPoolNo
        var utilisation: NumberUtilisation

        package func write(to json: inout JSONWriter) {
            json.object { object in
                object.member("number_pool_no", pool.rawValue)
                object.member("numbers", utilisation.numbers)
                object.member("assigned", utilisation[.assigned])
                object.member("available", utilisation[.available])
                object.member("reserved", utilisation[.reserved])
                object.member("aging", utilisation[.aging])
                object.member("disabled", utilisation[.disabled])
                object.member("cancelled", utilisation[.cancelled])
            }
        }
    }
}
