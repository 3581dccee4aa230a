/// One step of the schema. Once released, a step is never changed; another is appended.
package struct Migration: Sendable {
    /// Its name in the database, such as `0001 accounts`.
    package var name: String
    /// The statements, in their order.
    package var statements: @Sendable (SQLDialect) -> [SQLStatement]

    package init(_ name: String, _ statements: @escaping @Sendable (SQLDialect) -> [SQLStatement]) {
        self.name = name
        self.statements = statements
    }
}

/// Brings a database to the schema that the program knows.
package struct Migrator: Sendable {
    /// The database was written by a later version of the program, which is not touched.
    package struct UnknownMigration: Error, CustomStringConvertible {
        package var name: String

        package var description: String {
            "The database has the migration \"\(name)\", which this version does not know. Use a newer version."
        }
    }

    /// The database holds the beginning of a copy of another, which nobody may use before it is whole.
    package struct UnfinishedCopy: Error, CustomStringConvertible {
        package let description = """
            It holds the beginning of a copy that was not finished. Run "telepool db copy" again until it says that the \
            copy is complete.
            """
    }

    /// The table that tells which steps were applied.
    package static let table = "migrations"
    /// Stands among the names of steps as long as a copy is under way, so that no version takes the database for whole.
    package static let unfinishedCopy = "a copy that is not finished"

    private let migrations: [Migration]

    package init(_ migrations: [Migration]) {
        self.migrations = migrations
    }

    /// Applies what is missing, all in one transaction; nodes that start at once take turns.
    ///
    /// - Returns: the names of the steps that were applied.
    @discardableResult
    package func migrate(_ database: some SQLDatabase) async throws -> [String] {
        try await database.write(in: .installation) { [self] transaction in
            let dialect = transaction.dialect
            try transaction.execute(
                "CREATE TABLE IF NOT EXISTS migrations (name \(dialect.text) NOT NULL PRIMARY KEY)\(dialect.tableOptions)"
            )
            let missing = try missing(in: transaction)
            for migration in missing {
                for statement in migration.statements(dialect) { try transaction.execute(statement) }
                try transaction.execute("INSERT INTO migrations (name) VALUES (\(migration.name))")
            }
            return missing.map(\.name)
        }
    }

    /// The steps that a database lacks which has been migrated before.
    ///
    /// - Throws: ``UnknownMigration``, ``UnfinishedCopy``, or an error of the database.
    package func missing(in transaction: any SQLTransaction) throws -> [Migration] {
        let applied = Set(try transaction.rows("SELECT name FROM migrations") { $0.text(0) })
        guard !applied.contains(Self.unfinishedCopy) else { throw UnfinishedCopy() }
        if let unknown = applied.subtracting(migrations.map(\.name)).min() { throw UnknownMigration(name: unknown) }
        return migrations.filter { !applied.contains($0.name) }
    }
}
