import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
import TelepoolURL

/// Lists the reservations of a pool that are in force, in the order in which they were made, page after page, each at the
/// same cost: `next` is what `after` has to be for the page that follows.
package struct ListNumberReservations: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/number-pools/{number_pool_no}/reservations")
    package static let access = Access.read(.reader)
    /// The greatest page size.
    package static let greatestLimit: Int64 = 500

    private var pool: NumberPoolNo
    private var after: NumberReservationID
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = NumberPoolNo(request.pathParameters["number_pool_no"] ?? "")
        guard let after = JSONValue.integer(request.query["after"] ?? "0"), after >= 0 else {
            throw .invalidParameter("after has to be the id of a reservation.")
        }
        guard let limit = JSONValue.integer(request.query["limit"] ?? "100"), (1...Self.greatestLimit).contains(limit)
        else { throw .invalidParameter("limit has to be from 1 to \(Self.greatestLimit).") }
        (self.after, self.limit) = (NumberReservationID(after), limit)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(
            reservations: try scope.numberReservations.list(in: pool, after: after, limit: limit), limit: limit)
    }

    package struct Response: JSONWritable {
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
