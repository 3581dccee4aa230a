/// A database that the domain's SQL runs on: the one seam between the domain and its two drivers.
///
/// A closure is one transaction. It is synchronous, so that nothing interleaves, and it must have no effect but on the
/// database, because a driver may run it again.
package protocol SQLDatabase: Sendable {
    /// What this database spells differently.
    var dialect: SQLDialect { get }

    /// Runs `body` on a consistent snapshot.
    func read<Result: Sendable>(
        _ body: @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result

    /// The same for what may take long: it holds up nothing else. Only a few run at once; more are refused as
    /// ``SQLError/unavailable(_:)``.
    func longRead<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result

    /// Runs `body` and makes what it changed durable before returning; if it throws, nothing is changed.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result

    /// Finishes what is under way and lets go of the database; every later call throws ``SQLError/unavailable(_:)``.
    func close() async
}

/// A transaction that is under way.
package protocol SQLTransaction: AnyObject {
    var dialect: SQLDialect { get }

    /// Runs a statement that answers no rows.
    ///
    /// - Returns: how many rows were inserted, changed or deleted.
    @discardableResult
    func execute(_ statement: SQLStatement) throws(SQLError) -> Int

    /// Runs a statement and hands its rows to `body`, until that returns `false` or there are no more.
    func forEachRow(_ statement: SQLStatement, _ body: (any SQLRow) throws -> Bool) throws
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
