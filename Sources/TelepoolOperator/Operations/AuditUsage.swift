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
    package static let description = OperationDescription(
        "Recomputes the counters of usage from the records and tells which of them are not exact.",
        details: "It reads everything that there is of a billing cycle, or of all, which may take minutes.",
        parameters: parameters)

    private static let parameters = Parameters(Input.cycle)

    /// How many counters of a kind are told of at most.
    package static let limit: Int64 = 1000

    private let cycle: BillingCycle?

    package init(_ request: RESTRequest) throws(OperatorError) {
        cycle = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(discrepancies: try scope.usage.audit(cycle, limit: Self.limit))
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object([
            "discrepancies": .array(
                of: .object([
                    "counter": .choice(UsageDiscrepancy.Counter.allCases.map(\.rawValue)),
                    "id": .integer(0...).about("The card or the pool."),
                    "period": .string.about("The day or the cycle."),
                    "difference": .integer(Int64.min...)
                        .about("How much more there is than the counter says, in bytes or cards."),
                ])),
            "is_exact": .boolean,
        ])

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
