import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
import TelepoolNumbering
package import TelepoolREST
import TelepoolTime

/// Keeps free numbers of a pool for somebody for a time, all of them or none: the ones that `numbers` names, or `count`
/// of them, of `city_code` and of `type` if these are given. A reserved number is never selected; a binding that names it
/// takes it.
package struct ReserveNumbers: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/number-pools/{number_pool_no}/reservations")
    package static let access = Access.write(.manager)
    package static let successStatus = 201
    /// How many numbers at once.
    package static let counts: ClosedRange<Int64> = 1...500
    /// Up to a year.
    package static let seconds: ClosedRange<Int64> = 1...31_536_000

    private var pool: NumberPoolNo
    private var wanted: NumbersToReserve
    private var purpose: String
    private var seconds: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        pool = NumberPoolNo(request.pathParameters["number_pool_no"] ?? "")
        let body = try OperatorBody(request)
        purpose = body.has("purpose") ? try body.text("purpose", length: 0...100) : ""
        seconds = try body.integer("seconds", in: Self.seconds)
        guard body.has("numbers") != body.has("count") else {
            throw .invalidParameter("There has to be either numbers or count.")
        }
        if body.has("numbers") {
            guard !body.has("city_code"), !body.has("type") else {
                throw .invalidParameter("city_code and type go with count.")
            }
            let texts = try body.texts("numbers", count: 1...Int(Self.counts.upperBound))
            let numbers = texts.compactMap { PhoneNumber($0) }
            guard Set(numbers).count == texts.count else {
                throw .invalidParameter("numbers has to be a list of different phone numbers.")
            }
            wanted = .given(numbers)
        } else {
            let city = body.has("city_code") ? try body.text("city_code", length: 1...8) : nil
            if let city, City.find(areaCode: city) == nil {
                throw .invalidParameter("city_code has to be an area code such as 021.")
            }
            wanted = .selected(
                count: try body.integer("count", in: Self.counts),
                type: body.has("type") ? try body.choice("type", NumberType.names) : nil,
                NumberSelection(cityCodes: city.map { [$0] } ?? [], allowsOtherCities: city == nil))
        }
    }

    package func perform(in scope: TenantScope) throws -> NumberReservationResponse {
        NumberReservationResponse(
            reservation: try scope.numberReservations.create(in: pool, wanted, purpose: purpose, seconds: seconds))
    }
}

/// A reservation as this API shows it.
package struct NumberReservationResponse: JSONWritable {
    var reservation: NumberReservation

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("id", reservation.id.rawValue)
            $0.member("number_pool_no", reservation.pool.rawValue)
            $0.member("purpose", reservation.purpose)
            $0.member("created", reservation.createdAt.description)
            $0.member("expires", reservation.expiresAt.description)
            $0.array("numbers", reservation.numbers) { json, number in json.string(number.description) }
        }
    }
}
