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

    private let migrations: [Migration]

    package init(_ migrations: [Migration]) {
        self.migrations = migrations
    }

    /// Applies what is missing, all in one transaction; nodes that start at once take turns.
    ///
    /// - Returns: the names of the steps that were applied.
    @discardableResult
    package func migrate(_ database: some SQLDatabase) async throws -> [String] {
        let migrations = migrations
        return try await database.write(in: .installation) { transaction in
            let dialect = transaction.dialect
            try transaction.execute(
                "CREATE TABLE IF NOT EXISTS migrations (name \(dialect.text) NOT NULL PRIMARY KEY)\(dialect.tableOptions)")
            let applied = Set(try transaction.rows("SELECT name FROM migrations") { $0.text(0) })
            if let unknown = applied.subtracting(migrations.map(\.name)).min() { throw UnknownMigration(name: unknown) }
            let missing = migrations.filter { !applied.contains($0.name) }
            for migration in missing {
                for statement in migration.statements(dialect) { try transaction.execute(statement) }
                try transaction.execute("INSERT INTO migrations (name) VALUES (\(migration.name))")
            }
            return missing.map(\.name)
        }
    }
}
