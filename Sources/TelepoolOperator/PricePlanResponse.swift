import TelepoolDomain
package import TelepoolJSON

/// A price plan as this API shows it.
package struct PricePlanResponse: OperatorResponse {
    package static let schema = JSONSchema.object(
        [
            "id": .string, "name": .string, "carrier": .choice(Carrier.names.map(\.0)), "data_mb": .count,
            "months": .integer(1...), "description": .string,
            "package_type": .choice(["basic", "add_on"]), "network_type": .choice(["mobile", "nb"]),
            "auto_renew": .boolean, "price": .count.about("In fen."),
        ],
        optional: [
            "silent_period": .integer(1...).about("After which time an unused card is activated by itself."),
            "silent_unit": .choice(SilentPeriod.Unit.names.map(\.0)),
        ]
    ).named("PricePlan")

    var plan: PricePlan

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("id", plan.id.rawValue)
            $0.member("name", plan.name)
            $0.member("carrier", plan.carrier.name)
            $0.member("data_mb", plan.monthlyData.bytes / DataAmount.bytesPerMegabyte)
            $0.member("months", plan.months)
            $0.member("description", plan.description)
            $0.member("package_type", plan.packageType == 2 ? "add_on" : "basic")
            $0.member("network_type", plan.networkType == 2 ? "nb" : "mobile")
            $0.member("auto_renew", plan.renewsItself)
            $0.member("price", plan.price)
            if let period = plan.silentPeriod {
                $0.member("silent_period", period.length)
                $0.member("silent_unit", period.unit.name)
            }
        }
    }
}

extension SilentPeriod.Unit {
    /// The units by the names that this API gives them.
    static let names: [(String, SilentPeriod.Unit)] = allCases.map { ($0.name, $0) }

    var name: String {
        switch self {
        case .year: "year"
        case .month: "month"
        case .day: "day"
        }
    }
}
