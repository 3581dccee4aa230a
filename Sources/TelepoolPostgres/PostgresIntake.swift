package import TelepoolSQL

/// A database that takes over the rows of another, and until it has them all is of use to nobody.
///
/// It says so itself by ``Migrator/unfinishedCopy``, and keeps its indexes and foreign keys set aside in a table of their
/// own, so that rows can come fast and in any order. Whatever ends the process, the next one finds everything it needs in
/// the database. A class, because it owns a connection.
package final class PostgresIntake {
    /// Why a database cannot take over another.
    package enum Problem: Error, CustomStringConvertible {
        case isBusy
        case holdsOtherData(table: String)
        case belongsToAnother

        package var description: String {
            switch self {
            case .isBusy: "Another copy into it is under way."
            case .holdsOtherData(let table): "It is not empty: there are rows in \(table). Give a new database."
            case .belongsToAnother:
                "It holds the beginning of a copy of another installation. Give a new database, or drop this one first."
            }
        }
    }

    /// Longer than anything takes, in milliseconds.
    private static let patience = 7 * 24 * 3_600_000
    /// How long another copy may take to end, in milliseconds: a server needs a moment to find out that its client was killed.
    private static let patienceForAnother = 5000

    private let connection: PostgresConnection
    private let session: PostgresTransaction

    /// Connects, and keeps every other copy out.
    package init(_ url: String) throws {
        let target = PostgresTarget(url: url, timeouts: PostgresTimeouts(statement: Self.patience, idle: Self.patience))
        do {
            connection = try PostgresConnection(target)
            try connection.wait()
        } catch {
            throw error.error
        }
        session = PostgresTransaction(connection)
        try keepOthersOut()
    }

    /// Whether it holds the beginning of a copy.
    package var isBegun: Bool {
        get throws {
            guard try contains("pg_tables WHERE schemaname = current_schema() AND tablename = 'migrations'")
            else { return false }
            return try contains("migrations WHERE name = \(Migrator.unfinishedCopy)")
        }
    }

    /// The steps of its schema.
    package var migrations: [String] {
        get throws {
            try session.rows(
                "SELECT name FROM migrations WHERE name <> \(Migrator.unfinishedCopy) ORDER BY name"
            ) { $0.text(0) }
        }
    }

    /// Prepares a database for rows that has its schema and is empty, or that a copy of the same installation has begun
    /// with.
    ///
    /// - Parameters:
    ///   - source: what tells the installation that the rows are of from others.
    ///   - tables: those that will come.
    /// - Throws: ``Problem``.
    package func begin(from source: [UInt8], tables: [SQLTable]) throws {
        if try isBegun {
            guard try contains("copy_source WHERE id = \(source)") else { throw Problem.belongsToAnother }
            return try transaction { try setAside() }
        }
        try transaction {
            // Nobody makes the installation ready at the same time.
            try session.execute("SELECT pg_advisory_xact_lock(\(SQLWriteOrder.installation.rawValue))")
            for table in tables {
                guard try !contains(SQLStatement(stringLiteral: table.quotedName)) else {
                    throw Problem.holdsOtherData(table: table.name)
                }
            }
            try session.execute("INSERT INTO migrations (name) VALUES (\(Migrator.unfinishedCopy))")
            try session.execute("CREATE TABLE copy_source (id bytea)")
            try session.execute("INSERT INTO copy_source (id) VALUES (\(source))")
            try session.execute("CREATE TABLE copy_steps (place bigint GENERATED ALWAYS AS IDENTITY, statement text)")
            try setAside()
        }
    }

    /// What is in a table.
    package func summary(of table: SQLTable) throws -> RowSummary {
        var summary = RowSummary()
        try run { connection throws(PostgresFailure) in
            try connection.copy("COPY (\(table.selection)) TO STDOUT (FORMAT binary)") {
                summary.add(copied: $0)
            }
        }
        return summary
    }

    /// Deletes all rows of a table.
    package func empty(_ table: SQLTable) throws {
        try command("TRUNCATE \(table.quotedName)")
    }

    /// Begins to add rows to a table; they are there when it is finished.
    func load(_ table: SQLTable) throws -> TableLoad {
        try TableLoad(table, connection)
    }

    /// Makes the indexes and foreign keys again, which checks the latter, and looks at how the rows are distributed.
    package func complete() throws {
        try command("SET enable_seqscan = on")
        try transaction {
            for statement in try session.rows("SELECT statement FROM copy_steps ORDER BY place", { $0.text(0) }) {
                try command(statement)
            }
            try session.execute("DELETE FROM copy_steps")
        }
        try command("ANALYZE")
    }

    /// Lets the database be used.
    package func finish() throws {
        try transaction {
            try session.execute("DROP TABLE copy_source, copy_steps")
            try session.execute("DELETE FROM migrations WHERE name = \(Migrator.unfinishedCopy)")
        }
    }
}

// MARK: - Statements

extension PostgresIntake {
    private func keepOthersOut() throws {
        try command("SET lock_timeout = \(Self.patienceForAnother)")
        do {
            try session.execute("SELECT pg_advisory_lock(\(SQLWriteOrder.copy.rawValue))")
            try session.flush()
        } catch SQLError.unavailable {
            throw Problem.isBusy
        }
        try command("SET lock_timeout = \(Self.patience)")
    }

    /// Takes down how to make indexes and foreign keys again, those first that others need, and drops them.
    private func setAside() throws {
        let indexes: SQLStatement = """
            SELECT pg_get_indexdef(indexrelid), format('DROP INDEX %s', indexrelid::regclass)
            FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
            WHERE relnamespace = current_schema()::regnamespace AND NOT EXISTS
            (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
            ORDER BY 1
            """
        let references: SQLStatement = """
            SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)),
                   format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
            FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND contype = 'f' AND conparentid = 0
            ORDER BY 1
            """
        let steps = try [indexes, references].flatMap { try session.rows($0) { ($0.text(0), $0.text(1)) } }
        for (make, _) in steps { try session.execute("INSERT INTO copy_steps (statement) VALUES (\(make))") }
        for (_, drop) in steps.reversed() { try command(drop) }
    }

    private func contains(_ rows: SQLStatement) throws -> Bool {
        try session.first("SELECT EXISTS (SELECT FROM \(rows))") { $0.integer(0) } == 1
    }

    private func transaction(_ body: () throws -> Void) throws {
        try command("BEGIN")
        do {
            try body()
        } catch {
            try? command("ROLLBACK")
            throw error
        }
        try command("COMMIT")
    }

    /// Runs a text as it is, in which a `?` is a `?`.
    private func command(_ text: String) throws {
        try run { connection throws(PostgresFailure) in
            connection.send(text)
            connection.synchronize()
            try connection.wait()
        }
    }

    private func run(_ body: (PostgresConnection) throws(PostgresFailure) -> Void) throws(SQLError) {
        do throws(PostgresFailure) {
            try body(connection)
        } catch {
            throw error.error
        }
    }
}
