import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Lists what SIM pools have used in each cycle, page after page.
package struct ListPoolUsage: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/usage/pools")
    package static let access = Access.read(.reader)
    package static let isLong = true
    package static let description = OperationDescription(
        "Lists what SIM pools have used in each billing cycle, page after page.",
        details: "Every page is as fast as the first.", parameters: UsagePage.parameters)

    private let page: UsagePage

    package init(_ request: RESTRequest) throws(OperatorError) {
        page = try UsagePage(request)
    }

    package func perform(in scope: TenantScope) throws -> UsageList<PoolUsage> {
        let rows = try scope.usage.pools(in: page.cycle, after: page.after, limit: page.limit)
        return UsageList(rows: rows, limit: page.limit)
    }
}

extension PoolUsage: UsageRow {
    package static let schema = JSONSchema.object([
        "sim_pool_id": .integer(1...), "sim_pool_name": .string, "carrier": .choice(Carrier.names.map(\.0)),
        "cycle": .string, "used_bytes": .count,
    ]).named("PoolUsage")

    package func write(to json: inout JSONWriter) {
        json.member("sim_pool_id", pool.rawValue)
        json.member("sim_pool_name", name)
        json.member("carrier", carrier.name)
        json.member("cycle", cycle.description)
        json.member("used_bytes", used.bytes)
    }
}
