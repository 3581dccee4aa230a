import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Lists what SIM cards have used on each day of Beijing, page after page.
package struct ListDayUsage: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/usage/days")
    package static let access = Access.read(.reader)
    package static let isLong = true
    package static let description = OperationDescription(
        "Lists what SIM cards have used on each day of Beijing, page after page.",
        details: "Every page is as fast as the first.", parameters: UsagePage.parameters)

    private let page: UsagePage

    package init(_ request: RESTRequest) throws(OperatorError) {
        page = try UsagePage(request)
    }

    package func perform(in scope: TenantScope) throws -> UsageList<DayUsage> {
        let rows = try scope.usage.days(in: page.cycle, after: page.after, limit: page.limit)
        return UsageList(rows: rows, limit: page.limit)
    }
}

extension DayUsage: UsageRow {
    package static let schema = JSONSchema.object([
        "iccid": .string, "day": .string, "cycle": .string, "up_bytes": .count, "down_bytes": .count,
    ]).named("DayUsage")

    package func write(to json: inout JSONWriter) {
        json.member("iccid", iccid)
        json.member("day", date)
        json.member("cycle", cycle.description)
        json.member("up_bytes", up.bytes)
        json.member("down_bytes", down.bytes)
    }
}
