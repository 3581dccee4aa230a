import GRDB
import Synchronization
package import TelepoolSQL

/// SQLite through GRDB: one connection that writes, and as many that read as there are readers at once.
///
/// A class, because it owns connections. The file is in WAL mode with `synchronous=FULL`: a write that has returned
/// survives a crash of the machine, and readers and the writer do not wait for each other.
package final class SQLiteDatabase: SQLDatabase {
    /// Where the database lies.
    package enum Location: Sendable, Equatable {
        case file(String)
        /// In memory, gone with the process; readers and the writer take turns.
        case memory
    }

    private let location: Location
    private let busyTimeout: Double
    private let writer: SQLiteWriter
    private let readers: Mutex<[DatabaseQueue]?>
    private let longReads = LongReads()
    private let reading = Atomic<Int>(0)

    /// Opens the database, creating the file if there is none.
    ///
    /// - Parameter busyTimeout: how long to wait for another process that holds the lock, in seconds.
    /// - Throws: ``SQLError``.
    package init(_ location: Location, busyTimeout: Double = 5) throws {
        self.location = location
        self.busyTimeout = busyTimeout
        do {
            writer = SQLiteWriter(try Self.open(location, busyTimeout: busyTimeout, readonly: false))
        } catch {
            throw SQLError(error)
        }
        readers = Mutex([])
    }

    package var dialect: SQLDialect { .sqlite }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result {
        guard location != .memory else { return try writer.read(body) }
        return try readSynchronously(body)
    }

    package func longRead<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result {
        // A database in memory has one connection for everything.
        guard location != .memory else { return try writer.read(body) }
        return try await longReads.run { try self.readSynchronously(body) }
    }

    package func write<Result: Sendable>(
        in order: SQLWriteOrder?, _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result {
        // There is one writer, which carries out everything in order.
        try await writer.write(body)
    }

    package func isReachable() async -> Bool {
        (try? await read { try $0.first("SELECT 1") { $0.integer(0) } }) == 1
    }

    package var isShared: Bool { false }

    package var load: SQLDatabaseLoad {
        let (writer, longReads) = (writer.load, longReads.load)
        return SQLDatabaseLoad(
            pools: [
                SQLDatabaseLoad.Pool(
                    "readers", inUse: reading.load(ordering: .relaxed), idle: readers.withLock { $0?.count ?? 0 },
                    waiting: longReads.waiting),
                SQLDatabaseLoad.Pool(
                    "writer", inUse: writer.isWriting ? 1 : 0, idle: writer.isWriting ? 0 : 1, waiting: 0),
            ], waitingWrites: writer.waiting)
    }

    package func close() async {
        let idle = readers.withLock { readers in
            defer { readers = nil }
            return readers ?? []
        }
        for reader in idle { try? reader.close() }
        // Last, because only a connection that writes can bring everything into the one file that is left behind.
        await writer.close()
    }

    /// Takes a connection that nobody uses, or opens one. As a read does not suspend, there are never more of them than
    /// threads.
    private func readSynchronously<Result>(_ body: (any SQLTransaction) throws -> Result) throws -> Result {
        let idle = try readers.withLock { readers in
            guard readers != nil else { throw SQLError.closed }
            return readers?.popLast()
        }
        let reader: DatabaseQueue
        do {
            reader = try idle ?? Self.open(location, busyTimeout: busyTimeout, readonly: true)
        } catch {
            throw SQLError(error)
        }
        reading.add(1, ordering: .relaxed)
        defer {
            giveBack(reader)
            reading.subtract(1, ordering: .relaxed)
        }
        return try reader.unsafeRead { database in
            try SQLiteTransaction(database).run("BEGIN DEFERRED", body)
        }
    }

    private func giveBack(_ reader: DatabaseQueue) {
        let isClosed = readers.withLock { readers in
            readers?.append(reader)
            return readers == nil
        }
        if isClosed { try? reader.close() }
    }

    private static func open(_ location: Location, busyTimeout: Double, readonly: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.foreignKeysEnabled = true
        configuration.acceptsDoubleQuotedStringLiterals = false
        configuration.busyMode = .timeout(busyTimeout)
        configuration.prepareDatabase { database in
            guard !readonly else { return }
            _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: "PRAGMA synchronous = FULL")
            // A large import touches many pages; with SQLite's own 2 MB it would write and read each again and again.
            try database.execute(sql: "PRAGMA cache_size = -32768")
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 8192")
        }
        return switch location {
        case .file(let path): try DatabaseQueue(path: path, configuration: configuration)
        case .memory: try DatabaseQueue(configuration: configuration)
        }
    }
}

extension SQLDialect {
    /// SQLite's own spelling. Tables without row ids keep their rows in the order of the primary key.
    package static let sqlite = SQLDialect(
        integer: "INTEGER", text: "TEXT", bytes: "BLOB", tableOptions: " STRICT, WITHOUT ROWID",
        contains: { column, part in "instr(\(column), \(part)) > 0" }, shapes: statistics,
        appendOnly: triggers)

    @Sendable private static func triggers(_ table: String) -> [SQLStatement] {
        ["UPDATE", "DELETE"].map { change in
            SQLStatement(
                stringLiteral: """
                    CREATE TRIGGER \(table)_before_\(change.lowercased()) BEFORE \(change) ON \(table)
                    BEGIN SELECT RAISE(ABORT, 'rows of \(table) are neither changed nor deleted'); END
                    """)
        }
    }

    /// SQLite's planner takes a column that most rows share for as selective as any other, unless statistics say what it
    /// is: without them it reads all cards of an account to find one by its IMSI.
    @Sendable private static func statistics(_ indexes: [SQLIndexShape]) -> [SQLStatement] {
        // Analysing any table, such as the smallest, makes the one that statistics are kept in.
        let table: [SQLStatement] = ["ANALYZE migrations", "DELETE FROM sqlite_stat1 WHERE tbl = 'migrations'"]
        let rows = indexes.flatMap { shape -> [SQLStatement] in
            let rows = shape.rows.map(String.init).joined(separator: " ")
            return [
                "DELETE FROM sqlite_stat1 WHERE tbl = \(shape.table) AND idx = \(shape.index)",
                "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (\(shape.table), \(shape.index), \(rows))",
            ]
        }
        return table + rows + ["ANALYZE sqlite_schema"]
    }
}
