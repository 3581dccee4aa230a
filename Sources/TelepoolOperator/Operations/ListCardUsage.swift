import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Lists what SIM cards have used in each cycle, page after page.
package struct ListCardUsage: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/usage/cards")
    package static let access = Access.read(.reader)
    package static let isLong = true
    package static let description = OperationDescription(
        "Lists what SIM cards have used in each billing cycle, page after page.",
        details: "Every page is as fast as the first.", parameters: UsagePage.parameters)

    private let page: UsagePage

    package init(_ request: RESTRequest) throws(OperatorError) {
        page = try UsagePage(request)
    }

    package func perform(in scope: TenantScope) throws -> UsageList<CardUsage> {
        let rows = try scope.usage.cards(in: page.cycle, after: page.after, limit: page.limit)
        return UsageList(rows: rows, limit: page.limit)
    }
}

extension CardUsage: UsageRow {
    package static let schema = JSONSchema.object(
        ["iccid": .string, "cycle": .string, "used_bytes": .count],
        optional: ["msisdn": .string, "imsi": .string, "sim_pool_id": .integer(1...)]
    ).named("CardUsage")

    package func write(to json: inout JSONWriter) {
        json.member("iccid", iccid)
        if let msisdn { json.member("msisdn", msisdn) }
        if let imsi { json.member("imsi", imsi) }
        if let pool { json.member("sim_pool_id", pool.rawValue) }
        json.member("cycle", cycle.description)
        json.member("used_bytes", used.bytes)
    }
}
