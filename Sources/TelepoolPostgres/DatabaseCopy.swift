package import TelepoolSQL

/// Copies tables, and finds out what is there already by reading it.
///
/// Rows come in the order of their primary keys, a bounded number in each transaction. So what an earlier copy has left of a
/// table is the beginning of it, unless the source has changed since: then the table is copied anew.
package struct DatabaseCopy {
    /// What came of a table.
    package struct Outcome {
        package var table: SQLTable
        /// Whether what was left of an earlier copy was of no use any more.
        package var isAnew = false
        /// What was read from the source.
        package var source: RowSummary
        /// What was read from the target afterwards.
        package var target: RowSummary

        package var isExact: Bool { source == target }
    }

    /// So many rows are one transaction.
    private static let batchSize = 50_000

    private let source: any SQLTransaction
    private let target: PostgresIntake
    private let advance: (_ rows: Int) -> Void

    /// - Parameter advance: told of rows that have been dealt with, now and then.
    package init(
        from source: any SQLTransaction, to target: PostgresIntake, advance: @escaping (_ rows: Int) -> Void = { _ in }
    ) {
        self.source = source
        self.target = target
        self.advance = advance
    }

    /// Copies what is missing of a table and compares what is there then with the source.
    package func copy(_ table: SQLTable) throws -> Outcome {
        let found = try target.summary(of: table)
        if let summary = try add(table, to: found) {
            let isComplete = summary.count == found.count
            return Outcome(
                table: table, source: summary, target: isComplete ? found : try target.summary(of: table))
        }
        try target.empty(table)
        guard let summary = try add(table, to: RowSummary()) else {
            preconditionFailure("every table begins with no rows")
        }
        return Outcome(table: table, isAnew: true, source: summary, target: try target.summary(of: table))
    }

    /// Adds the rows that follow what the target has already.
    ///
    /// - Returns: all rows of the source, or `nil` if it does not begin with those of the target.
    private func add(_ table: SQLTable, to found: RowSummary) throws -> RowSummary? {
        var summary = RowSummary()
        var row = BinaryRows()
        var load: TableLoad?
        var isContinued = found.count == 0
        try source.forEachRow(SQLStatement(stringLiteral: table.selection)) {
            row.removeAll()
            try row.append($0, of: table)
            try row.bytes.withUnsafeBytes { bytes in
                summary.add(bytes)
                guard isContinued else { return }
                let current = try load ?? target.load(table)
                load = current
                try current.append(bytes)
            }
            if summary.count.isMultiple(of: Self.batchSize) {
                try load?.finish()
                load = nil
                advance(Self.batchSize)
            }
            if summary.count == found.count { isContinued = summary == found }
            return isContinued || summary.count < found.count
        }
        guard isContinued else { return nil }
        try load?.finish()
        advance(summary.count % Self.batchSize)
        return summary
    }
}
