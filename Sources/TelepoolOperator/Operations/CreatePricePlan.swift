import HTTPTypes
package import TelepoolDomain
import TelepoolJSON
package import TelepoolREST

/// Creates a price plan. Creating the same plan again changes nothing.
package struct CreatePricePlan: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/price-plans")
    package static let access = Access.write(.manager)
    package static let successStatus = 201
    package static let description = OperationDescription(
        "Creates a price plan.", details: "Creating the same plan again changes nothing.", body: body,
        errors: [.pricePlanExists])

    private static let body = JSONBody(
        Input("id", .pricePlanID), Input("name", .text(1...128)), Input("carrier", .choice(Carrier.names)),
        // A million TB, so that a pool's total cannot overflow.
        Input("data_mb", .integer(0...1_000_000_000), "The data of a card for each month, in MB."),
        Input("months", .integer(1...1200), "For how many months a card has it."),
        Input("description", .text(0...128), default: ""),
        Input("package_type", .choice([("basic", Int64(1)), ("add_on", 2)]), default: "basic"),
        Input("network_type", .choice([("mobile", Int64(1)), ("nb", 2)]), default: "mobile", "2G to 4G, or NB-IoT."),
        Input("auto_renew", .boolean, default: false),
        Input("price", .integer(0...1_000_000_000), default: 0, "In fen."),
        Input(optional: "silent_period", .integer(1...1200), "After which time an unused card is activated by itself."),
        Input("silent_unit", .choice(SilentPeriod.Unit.names), default: "month"))

    package var plan: PricePlan

    package init(_ request: RESTRequest) throws(OperatorError) {
        let (
            id, name, carrier, megabytes, months, description, packageType, networkType, renewsItself, price, silence,
            unit
        ) = try Self.body.read(request)
        plan = PricePlan(
            id: id, name: name, carrier: carrier, monthlyData: DataAmount(megabytes: megabytes), months: months,
            description: description, packageType: packageType, networkType: networkType,
            silentPeriod: silence.map { SilentPeriod(length: $0, unit: unit) }, renewsItself: renewsItself, price: price
        )
    }

    package func perform(in scope: TenantScope) throws -> PricePlanResponse {
        try scope.pricePlans.create(plan)
        return PricePlanResponse(plan: plan)
    }
}

extension Kind<PricePlanID> {
    static let pricePlanID = Kind<String>.text(1...36).map { PricePlanID($0) }
}

extension Carrier {
    /// The carriers by the names that this API gives them.
    package static let names: [(String, Carrier)] = allCases.map { ($0.name, $0) }

    package var name: String {
        switch self {
        case .mobile: "mobile"
        case .telecom: "telecom"
        case .unicom: "unicom"
        }
    }
}
