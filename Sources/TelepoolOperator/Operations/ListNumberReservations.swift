import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Lists the reservations of a pool that are in force, in the order in which they were made, page after page, each at the
/// same cost.
package struct ListNumberReservations: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/number-pools/{number_pool_no}/reservations")
    package static let access = Access.read(.reader)
    package static let description = OperationDescription(
        "Lists the reservations of a pool that are in force, page after page, in the order in which they were made.",
        details: "Every page is as fast as the first.", parameters: parameters, errors: [.unknownNumberPool])
    /// The greatest page size.
    package static let greatestLimit: Int64 = 500

    private static let parameters = Parameters(
        Input.numberPool,
        Input<NumberReservationID>("after", .id(0...), default: 0, "The id that the page begins behind."),
        Input.limit(100, upTo: greatestLimit))

    private var pool: NumberPoolNo
    private var after: NumberReservationID
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        (pool, after, limit) = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(
            reservations: try scope.numberReservations.list(in: pool, after: after, limit: limit), limit: limit)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(
            ["reservations": .array(of: NumberReservationResponse.schema)],
            optional: ["next": .integer(1...).about("What `after` is for the next page; missing on the last one.")])

        var reservations: [NumberReservation]
        var limit: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("reservations", reservations) { json, reservation in
                    NumberReservationResponse(reservation: reservation).write(to: &json)
                }
                if reservations.count == Int(limit), let last = reservations.last {
                    $0.member("next", last.id.rawValue)
                }
            }
        }
    }
}
