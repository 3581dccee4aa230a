import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// Recomputes the counters of usage from the records and tells which of them are not exact. It reads everything that
/// there is of a cycle, or of all.
package struct AuditUsage: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/usage/audit")
    package static let access = Access.read(.reader)
    package static let isLong = true
    /// How many counters of a kind are told of at most.
    package static let limit: Int64 = 1000

    private let cycle: BillingCycle?

    package init(_ request: RESTRequest) throws(OperatorError) {
        cycle = try request.query.cycle()
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(discrepancies: try scope.usage.audit(cycle, limit: Self.limit))
    }

    package struct Response: JSONWritable {
        var discrepancies: [UsageDiscrepancy]

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("discrepancies", discrepancies) { json, discrepancy in
                    json.object {
                        $0.member("counter", discrepancy.counter.rawValue)
                        $0.member("id", discrepancy.id)
                        $0.member("period", discrepancy.period)
                        $0.member("difference", discrepancy.difference)
                    }
                }
                $0.member("is_exact", discrepancies.isEmpty)
            }
        }
    }
}
