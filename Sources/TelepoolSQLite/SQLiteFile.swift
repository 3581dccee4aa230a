import Foundation
import GRDB
package import TelepoolSQL

/// A file that another process may be writing to, and that is only read here.
///
/// A class, because it owns a connection.
package final class SQLiteFile {
    private let connection: DatabaseQueue

    /// Opens the file, which has to be there.
    ///
    /// - Throws: ``SQLError``.
    package init(_ path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.acceptsDoubleQuotedStringLiterals = false
        configuration.busyMode = .timeout(5)
        do {
            connection = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw SQLError(error)
        }
    }

    /// Runs `body`, which may take as long as it wants, on one snapshot; whoever writes meanwhile does not wait.
    package func snapshot<Result>(_ body: (any SQLTransaction) throws -> Result) throws -> Result {
        try connection.unsafeRead { try SQLiteTransaction($0).run("BEGIN DEFERRED", body) }
    }

    /// A number that is another after every commit of anybody.
    package var version: Int64 {
        get throws {
            try connection.unsafeRead { database in
                try SQLiteTransaction(database).first("PRAGMA data_version") { $0.integer(0) } ?? 0
            }
        }
    }

    /// Writes a snapshot into a new file, packed as densely as it can be, which is on the disk afterwards.
    ///
    /// - Throws: ``SQLError``. What has been written by then is left behind.
    package func write(to path: String) throws {
        do {
            try connection.writeWithoutTransaction { database in
                _ = try SQLiteTransaction(database).execute("VACUUM INTO \(path)")
            }
            let file = try FileHandle(forUpdating: URL(filePath: path))
            try file.synchronize()
            try file.close()
        } catch {
            throw SQLError(error)
        }
    }

    /// What is wrong with the file itself; empty where nothing is.
    package func damage() throws -> [String] {
        try connection.unsafeRead { database in
            let transaction = SQLiteTransaction(database)
            let problems = try transaction.rows("PRAGMA integrity_check(10)") { $0.text(0) }.filter { $0 != "ok" }
            return try problems
                + transaction.rows("PRAGMA foreign_key_check") {
                    "a row of \($0.text(0)) refers to none of \($0.text(2))"
                }
        }
    }

    /// The process that has a file open as a database, or 0 if it is one that cannot be seen from here; `nil` where nobody
    /// does.
    ///
    /// It looks for the locks that SQLite keeps on a database in WAL mode as long as it is open (SQLite's manual, "File
    /// Format", 4.1: the shared lock on the bytes from 0x40000002 on). This process must not have the file open itself,
    /// because it would lose its own locks.
    package static func holder(of path: String) -> Int32? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var lock = flock(
            l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 0x4000_0000, l_len: 512, l_pid: 0)
        guard fcntl(file, F_GETLK, &lock) == 0, lock.l_type != Int16(F_UNLCK) else { return nil }
        return lock.l_pid
    }
}

// MARK: - Tables

extension SQLiteFile {
    /// A table that is not made as our migrations make them.
    package struct UnknownTable: Error, CustomStringConvertible {
        package var description: String
    }

    /// The tables of the database, as its catalogue describes them.
    package static func tables(in transaction: any SQLTransaction) throws -> [SQLTable] {
        let names = try transaction.rows(
            """
            SELECT name FROM pragma_table_list
            WHERE schema = 'main' AND type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name
            """
        ) { $0.text(0) }
        return try names.map { name in
            let columns = try transaction.rows(
                "SELECT name, type, pk FROM pragma_table_info(\(name)) ORDER BY cid"
            ) { row in
                (SQLTable.Column(row.text(0), try type(row.text(1), of: name)), place: row.integer(2))
            }
            let key = columns.filter { $0.place > 0 }.sorted { $0.place < $1.place }
            guard !key.isEmpty else { throw UnknownTable(description: "The table \(name) has no primary key.") }
            return SQLTable(name, columns: columns.map(\.0), primaryKey: key.map(\.0.name))
        }
    }

    private static func type(_ text: String, of table: String) throws -> SQLTable.ValueType {
        switch text {
        case "INTEGER": .integer
        case "TEXT": .text
        case "BLOB": .bytes
        default: throw UnknownTable(description: "The table \(table) has a column of the type \(text).")
        }
    }
}
