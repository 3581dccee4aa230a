import TelepoolDomain
package import TelepoolJSON
import TelepoolTime

/// A reservation as this API shows it.
package struct NumberReservationResponse: OperatorResponse {
    package static let schema = JSONSchema.object([
        "id": .integer(1...), "number_pool_no": .string, "purpose": .string, "created": .time, "expires": .time,
        "numbers": .array(of: .phoneNumber).about("Those that it still keeps, in the order of their digits."),
    ]).named("NumberReservation")

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
