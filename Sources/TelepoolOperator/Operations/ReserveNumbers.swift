import HTTPTypes
package import TelepoolDomain
import TelepoolJSON
package import TelepoolREST

/// Keeps free numbers of a pool for somebody for a time, all of them or none. A reserved number is never selected; a
/// binding that names it takes it.
package struct ReserveNumbers: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/number-pools/{number_pool_no}/reservations")
    package static let access = Access.write(.manager)
    package static let successStatus = 201
    package static let description = OperationDescription(
        "Keeps free numbers of a pool for somebody for a time, all of them or none.",
        details: """
            They are those that `numbers` names, or `count` of them, of `city_code` and of `type` if these are given. A \
            reserved number is never selected; a binding that names it takes it.
            """,
        parameters: parameters, body: body,
        errors: [.unknownNumberPool, .unknownNumber, .numberNotInPool, .numberNotFree, .numberNotEnough])
    /// How many numbers at once.
    package static let counts: ClosedRange<Int64> = 1...500
    /// Up to a year.
    package static let seconds: ClosedRange<Int64> = 1...31_536_000

    private static let parameters = Parameters(Input.numberPool)
    private static let body = JSONBody(
        Input("purpose", .text(0...100), default: ""), Input("seconds", .integer(seconds), "For how long."),
        Input(optional: "numbers", .list(of: .phoneNumber, count: 1...Int(counts.upperBound))),
        Input(optional: "count", .integer(counts)), Input(optional: "city_code", .cityCode),
        Input(optional: "type", .choice(NumberType.names)), exactlyOneOf: ["numbers", "count"])

    private var pool: NumberPoolNo
    private var wanted: NumbersToReserve
    private var purpose: String
    private var seconds: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = try Self.parameters.read(request)
        let (purpose, seconds, numbers, count, city, type) = try Self.body.read(request)
        (self.purpose, self.seconds) = (purpose, seconds)
        if let numbers {
            guard city == nil, type == nil else { throw .invalidParameter("city_code and type go with count.") }
            wanted = .given(numbers)
        } else {
            wanted = .selected(
                count: count ?? 0, type: type,
                NumberSelection(cityCodes: city.map { [$0] } ?? [], allowsOtherCities: city == nil))
        }
    }

    package func perform(in scope: TenantScope) throws -> NumberReservationResponse {
        NumberReservationResponse(
            reservation: try scope.numberReservations.create(in: pool, wanted, purpose: purpose, seconds: seconds))
    }
}
