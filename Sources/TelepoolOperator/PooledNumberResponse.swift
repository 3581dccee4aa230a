import TelepoolDomain
package import TelepoolJSON
import TelepoolTime

/// A number as this API shows it, with the columns that it can be imported with.
package struct PooledNumberResponse: OperatorResponse {
    package static let schema = JSONSchema.object(
        [
            "number": .phoneNumber,
            "type": .choice(NumberType.names.map(\.0)),
            "city_code": .string.about("The area code of its city; empty where it is not known."),
            "purchase_time": .time,
            "qualification_no": .string.about("Empty where there is none."),
            "status": .integer(1...6).about("As Volcengine numbers the states."),
            "bindings": .count.about("Those that are in force."),
            "availability": .choice(NumberAvailability.allCases.map(\.rawValue))
                .about("What can be done with it: each number has one of these at any time."),
            "number_pool_no": .string,
            "number_pool_name": .string,
        ],
        optional: ["until": .time.about("Until when it is reserved or rests.")]
    ).named("Number")

    var number: PooledNumber

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("number", number.number.description)
            $0.member("type", number.type.name)
            $0.member("city_code", number.cityCode)
            $0.member("purchase_time", number.purchasedAt.description)
            $0.member("qualification_no", number.qualificationNo)
            $0.member("status", number.status.rawValue)
            $0.member("bindings", number.bindCount)
            $0.member("availability", number.availability.rawValue)
            if let hold = number.hold { $0.member("until", hold.until.description) }
            $0.member("number_pool_no", number.pool.rawValue)
            $0.member("number_pool_name", number.poolName)
        }
    }
}

extension NumberType {
    /// What this API calls the types.
    static let names = allCases.map { ($0.name, $0) }

    var name: String {
        switch self {
        case .mobile: "mobile"
        case .landline: "landline"
        }
    }
}
