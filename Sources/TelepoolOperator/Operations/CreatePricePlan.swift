import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
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
        Input("months", .integer(1...1200), "For how many months a card has it."))

    package var plan: PricePlan

    package init(_ request: RESTRequest) throws(OperatorError) {
        let (id, name, carrier, megabytes, months) = try Self.body.read(request)
        plan = PricePlan(
            id: id, name: name, carrier: carrier, monthlyData: DataAmount(megabytes: megabytes), months: months)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        try scope.pricePlans.create(plan)
        return Response(plan: plan)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object([
            "id": .string, "name": .string, "carrier": .choice(Carrier.names.map(\.0)), "data_mb": .count,
            "months": .integer(1...),
        ])

        var plan: PricePlan

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("id", plan.id.rawValue)
                $0.member("name", plan.name)
                $0.member("carrier", plan.carrier.name)
                $0.member("data_mb", plan.monthlyData.bytes / DataAmount.bytesPerMegabyte)
                $0.member("months", plan.months)
            }
        }
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
