package import TelepoolDomain
package import TelepoolJSON
import TelepoolREST
import TelepoolURL

/// Which page of usage is asked for: of one cycle or of all, behind a position, so many rows.
package struct UsagePage: Sendable {
    /// The greatest page size.
    package static let greatestLimit: Int64 = 5000

    let cycle: BillingCycle?
    let after: UsagePosition
    let limit: Int64

    init(_ query: Query) throws(OperatorError) {
        cycle = try query.cycle()
        guard let after = Self.position(query["after"] ?? "") else {
            throw .invalidParameter("after has to be what a page before calls next.")
        }
        self.after = after
        guard let limit = JSONValue.integer(query["limit"] ?? "1000"), (1...Self.greatestLimit).contains(limit) else {
            throw .invalidParameter("limit has to be from 1 to \(Self.greatestLimit).")
        }
        self.limit = limit
    }

    /// Reads `id.period`; an empty text is the beginning.
    private static func position(_ text: String) -> UsagePosition? {
        guard !text.isEmpty else { return .start }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int64($0) }
        guard parts.count == 2, let id = parts[0], let period = parts[1] else { return nil }
        return UsagePosition(id: id, period: period)
    }
}

extension Query {
    /// The billing cycle that is asked for, or `nil` for all.
    func cycle() throws(OperatorError) -> BillingCycle? {
        guard let text = self["cycle"] else { return nil }
        guard let cycle = BillingCycle(text) else {
            throw .invalidParameter("cycle has to be a month such as 2022-09.")
        }
        return cycle
    }
}

/// A page of usage.
package struct UsageList<Row: UsageRow>: JSONWritable {
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
    var position: UsagePosition { get }
    /// Writes its members.
    func write(to json: inout JSONWriter)
}
