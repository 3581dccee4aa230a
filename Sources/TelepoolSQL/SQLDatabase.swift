/// A database that the domain's SQL runs on: the one seam between the domain and its two drivers.
///
/// A closure is one transaction. It is synchronous, so that nothing interleaves, and it must have no effect but on the
/// database, because a driver may run it again.
package protocol SQLDatabase: Sendable {
    /// What this database spells differently.
    var dialect: SQLDialect { get }

    /// Runs `body` on a consistent snapshot.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result

    /// The same for what may take long: it holds up nothing else. Only a few run at once; more are refused as
    /// ``SQLError/unavailable(_:)``.
    func longRead<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result

    /// Runs `body` and makes what it changed durable before returning; if it throws, nothing is changed.
    ///
    /// - Parameter order: writes of the same order are carried out one after another, whichever node they come from.
    ///   Others may run side by side, and again where they got in each other's way.
    func write<Result: Sendable>(
        in order: SQLWriteOrder?, _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result

    /// Whether the database answers at this moment, without waiting for it to come back.
    func isReachable() async -> Bool

    /// How busy it is; costs next to nothing and asks the database nothing.
    var load: SQLDatabaseLoad { get }

    /// Whether other nodes may use the database at the same time.
    var isShared: Bool { get }

    /// Finishes what is under way and lets go of the database; every later call throws ``SQLError/unavailable(_:)``.
    func close() async
}

/// What work on the same rows has in common, such as the account that they belong to.
package struct SQLWriteOrder: Sendable, Hashable {
    package var rawValue: Int64

    /// What concerns the whole installation, such as its schema.
    package static let installation = SQLWriteOrder(-1)
    /// Taking over the rows of another database.
    package static let copy = SQLWriteOrder(-2)

    package init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }
}

extension SQLDatabase {
    /// Runs a write that has no order.
    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result {
        try await write(in: nil, body)
    }
}

/// A transaction that is under way.
package protocol SQLTransaction: AnyObject {
    var dialect: SQLDialect { get }

    /// Runs a statement that answers nothing. A driver may send it together with the next one, which then throws its
    /// error, or at the latest ``flush()`` does.
    func execute(_ statement: SQLStatement) throws(SQLError)

    /// Waits for what was executed.
    func flush() throws(SQLError)

    /// Runs a statement that answers no rows.
    ///
    /// - Returns: how many rows were inserted, changed or deleted.
    func changes(by statement: SQLStatement) throws(SQLError) -> Int

    /// Runs a statement and hands its rows to `body`, until that returns `false` or there are no more.
    func forEachRow(_ statement: SQLStatement, _ body: (any SQLRow) throws -> Bool) throws

    /// Runs a statement for many rows of values, all at once or one after another, as the database does it best.
    ///
    /// - Parameters:
    ///   - statement: makes the statement of a query that answers the rows, in columns called `column1`, `column2` …; its
    ///     values are the only ones.
    ///   - body: is handed what the statement answers, in any order.
    func forEachRow(
        of rows: SQLRows, _ statement: (_ query: SQLStatement) -> SQLStatement, _ body: (any SQLRow) throws -> Void
    ) throws

    /// Inserts rows, but those whose key is there already.
    ///
    /// - Parameters:
    ///   - columns: their names; the first of them, `keyCount`, are the key.
    /// - Returns: for each row whether it was inserted; of rows with the same key only the first is.
    func insertNew(_ rows: SQLRows, into table: String, columns: [String], keyCount: Int) throws -> [Bool]
}

extension SQLTransaction {
    /// What `transform` makes of each row.
    package func rows<Value>(_ statement: SQLStatement, _ transform: (any SQLRow) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try forEachRow(statement) { row in
            values.append(try transform(row))
            return true
        }
        return values
    }

    /// What `transform` makes of the first row, or `nil` where there is none.
    package func first<Value>(_ statement: SQLStatement, _ transform: (any SQLRow) throws -> Value) throws -> Value? {
        var value: Value?
        try forEachRow(statement) { row in
            value = try transform(row)
            return false
        }
        return value
    }
}
