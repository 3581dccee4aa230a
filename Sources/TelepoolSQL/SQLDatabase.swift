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
