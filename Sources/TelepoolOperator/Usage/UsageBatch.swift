import TelepoolDomain

/// Some records that follow each other, which are taken in one transaction.
struct UsageBatch: Sendable {
    /// How many rows a batch holds, readable or not.
    static let limit = 5000

    private(set) var records: [UsageRecord] = []
    private var lines: [Int] = []
    private var unreadable: [ImportSummary.Rejection] = []

    var rows: Int { lines.count + unreadable.count }
    var isFull: Bool { rows >= Self.limit }
    /// The line of the last row.
    private(set) var lastLine = 0

    init() {
        records.reserveCapacity(Self.limit)
        lines.reserveCapacity(Self.limit)
    }

    mutating func add(_ record: UsageRecord, line: Int) {
        records.append(record)
        lines.append(line)
        lastLine = line
    }

    mutating func reject(line: Int, _ reason: String) {
        unreadable.append(.init(line: line, code: "InvalidRow", reason: reason))
        lastLine = line
    }

    /// What came of the batch, once the ledger has said what came of its records.
    func summary(_ outcomes: [ImportOutcome]) -> ImportSummary {
        var summary = ImportSummary(rejections: unreadable)
        for (line, outcome) in zip(lines, outcomes) {
            switch outcome {
            case .accepted: summary.accepted += 1
            case .duplicate: summary.duplicate += 1
            case .rejected(let rejection):
                summary.rejections.append(.init(line: line, code: rejection.code, reason: rejection.reason))
            }
        }
        summary.rejections.sort { $0.line < $1.line }
        return summary
    }
}
