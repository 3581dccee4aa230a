import HTTPTypes
package import TelepoolDomain
import TelepoolJSON
package import TelepoolREST

/// Ends a reservation before its time; the numbers that it still kept, which the answer tells, can be drawn at once.
package struct ReleaseNumberReservation: OperatorOperation {
    package static let route = Route(.delete, "/telepool/v1/number-reservations/{id}")
    package static let access = Access.write(.manager)

    private var id: NumberReservationID

    package init(_ request: RESTRequest) throws(OperatorError) {
        guard let id = JSONValue.integer(request.pathParameters["id"] ?? ""), id > 0 else {
            throw .invalidParameter("The id of a reservation has to be a positive integer.")
        }
        self.id = NumberReservationID(id)
    }

    package func perform(in scope: TenantScope) throws -> NumberReservationResponse {
        NumberReservationResponse(reservation: try scope.numberReservations.release(id))
    }
}
