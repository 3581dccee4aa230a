import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Creates a price plan. Creating the same plan again changes nothing.
package struct CreatePricePlan: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/price-plans")
    package static let access = Access.write(.manager)
    package static let successStatus = 201

    package var plan: PricePlan

    package init(_ request: RESTRequest) throws(OperatorError) {
        let body = try OperatorBody(request)
        plan = PricePlan(
            id: PricePlanID(try body.text("id", length: 1...36)), name: try body.text("name", length: 1...128),
            carrier: try body.choice("carrier", Carrier.names),
            // A million TB, so that a pool's total cannot overflow.
            monthlyData: DataAmount(megabytes: try body.integer("data_mb", in: 0...1_000_000_000)),
            months: try body.integer("months", in: 1...1200))
    }

    package func perform(in scope: TenantScope) throws -> Response {
        try scope.pricePlans.create(plan)
        return Response(plan: plan)
    }

    package struct Response: JSONWritable {
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
