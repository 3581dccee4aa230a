package import TelepoolDomain
package import TelepoolJSON
import TelepoolREST

/// Which page of usage is asked for: of one cycle or of all, behind a position, so many rows.
package struct UsagePage: Sendable {
    /// The greatest page size.
    package static let greatestLimit: Int64 = 5000

    let cycle: BillingCycle?
    let after: UsagePosition
    let limit: Int64

    static let parameters = Parameters(
        Input.cycle, Input("after", .usagePosition, default: "", "What a page before calls `next`."),
        Input.limit(1000, upTo: greatestLimit))

    init(_ request: RESTRequest) throws(OperatorError) {
        (cycle, after, limit) = try Self.parameters.read(request)
    }
}

extension Input<BillingCycle?> {
    static var cycle: Input { Input(optional: "cycle", .cycle, "Only this billing cycle.") }
}

extension Kind<BillingCycle> {
    /// A billing cycle.
    static let cycle = Kind(
        JSONSchema(.string(length: 7...7, pattern: "^[0-9]{4}-(0[1-9]|1[0-2])$", format: nil)),
        "a month such as 2022-09"
    ) { BillingCycle($0) }
}

extension Kind<UsagePosition> {
    /// `id.period`; an empty text is the beginning.
    static let usagePosition = Kind(
        JSONSchema(.string(length: nil, pattern: "^([0-9]{1,18}[.][0-9]{1,18})?$", format: nil)),
        "what a page before calls next"
    ) { text in
        guard !text.isEmpty else { return .start }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int64($0) }
        guard parts.count == 2, let id = parts[0], let period = parts[1] else { return nil }
        return UsagePosition(id: id, period: period)
    }
}

/// A page of usage.
package struct UsageList<Row: UsageRow>: OperatorResponse {
    package static var schema: JSONSchema {
        .object(
            ["usage": .array(of: Row.schema)],
            optional: ["next": .string.about("What `after` is for the next page; missing on the last one.")])
    }

    var rows: [Row]
    var limit: Int64

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.array("usage", rows) { json, row in json.object { row.write(to: &$0) } }
            if rows.count == Int(limit), let position = rows.last?.position {
                $0.member("next", "\(position.id).\(position.period)")
            }
        }
    }
}

/// One thing that a page lists.
package protocol UsageRow: Sendable {
    static var schema: JSONSchema { get }
    var position: UsagePosition { get }
    /// Writes its members.
    func write(to json: inout JSONWriter)
}
