import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Ends a reservation before its time; the numbers that it still kept, which the answer tells, can be drawn at once.
package struct ReleaseNumberReservation: OperatorOperation {
    package static let route = Route(.delete, "/telepool/v1/number-reservations/{id}")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Ends a reservation before its time.",
        details: "The numbers that it still kept, which the answer tells, can be drawn at once.",
        parameters: parameters, errors: [.unknownNumberReservation])

    private static let parameters = Parameters(Input<NumberReservationID>("id", .id(1...), "The reservation."))

    private var id: NumberReservationID

    package init(_ request: RESTRequest) throws(OperatorError) {
        id = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> NumberReservationResponse {
        NumberReservationResponse(reservation: try scope.numberReservations.release(id))
    }
}
