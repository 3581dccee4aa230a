import GRDB
import GRDBSQLite
import TelepoolSQL

/// A transaction on one SQLite connection.
///
/// Statements are prepared once for each connection. Their rows are read straight from SQLite, which costs a third of
/// what GRDB's rows cost on the request path (`Documentation/Architecture.md`, "The request path is bytes").
final class SQLiteTransaction: SQLTransaction {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    var dialect: SQLDialect { .sqlite }

    /// Whether SQLite holds a transaction open.
    var isOpen: Bool { sqlite3_get_autocommit(database.sqliteConnection) == 0 }

    /// Runs `body` between `begin` and a commit, or a rollback if it throws.
    func run<Result>(_ begin: SQLStatement, _ body: (any SQLTransaction) throws -> Result) throws -> Result {
        try execute(begin)
        do {
            let result = try body(self)
            try execute("COMMIT")
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// Undoes what has been done, if there is still anything to undo.
    func rollBack() {
        // There is nothing left to do should this fail: SQLite ends the transaction with the connection.
        if isOpen { _ = try? execute("ROLLBACK") }
    }

    func execute(_ statement: SQLStatement) throws(SQLError) {
        _ = try changes(by: statement)
    }

    func flush() {}

    func changes(by statement: SQLStatement) throws(SQLError) -> Int {
        let before = sqlite3_total_changes64(database.sqliteConnection)
        let prepared = try prepare(statement)
        defer { finish(prepared) }
        while try step(prepared) {}
        return Int(sqlite3_total_changes64(database.sqliteConnection) - before)
    }

    func forEachRow(_ statement: SQLStatement, _ body: (any SQLRow) throws -> Bool) throws {
        let prepared = try prepare(statement)
        defer { finish(prepared) }
        let row = SQLiteRow(statement: prepared.sqliteStatement)
        while try step(prepared) {
            guard try body(row) else { return }
        }
    }

    // A database in a file is so near that rows are handed to it one after another.

    func forEachRow(
        of rows: SQLRows, _ statement: (_ query: SQLStatement) -> SQLStatement, _ body: (any SQLRow) throws -> Void
    ) throws {
        try run(of: rows, statement) { prepared in
            let row = SQLiteRow(statement: prepared.sqliteStatement)
            while try step(prepared) { try body(row) }
        }
    }

    func insertNew(_ rows: SQLRows, into table: String, columns: [String], keyCount: Int) throws -> [Bool] {
        let names = SQLStatement(stringLiteral: "\(table) (\(columns.joined(separator: ", ")))")
        var inserted: [Bool] = []
        inserted.reserveCapacity(rows.count)
        try run(of: rows) {
            "INSERT INTO \(names) \($0) ON CONFLICT DO NOTHING"
        } _: { prepared in
            let before = sqlite3_total_changes64(database.sqliteConnection)
            while try step(prepared) {}
            inserted.append(sqlite3_total_changes64(database.sqliteConnection) > before)
        }
        return inserted
    }

    /// Prepares a statement once, binds each row to it, and lets `body` carry it out.
    private func run(
        of rows: SQLRows, _ statement: (_ query: SQLStatement) -> SQLStatement, _ body: (Statement) throws -> Void
    ) throws {
        guard !rows.isEmpty else { return }
        let prepared = try prepare(statement("VALUES (\(Array(rows[0])))"))
        defer { finish(prepared) }
        for row in 0..<rows.count {
            if row > 0 {
                finish(prepared)
                bind(rows[row], to: prepared)
            }
            try body(prepared)
        }
    }
}

// MARK: - Statements

extension SQLiteTransaction {
    private func prepare(_ statement: SQLStatement) throws(SQLError) -> Statement {
        do {
            var prepared = try database.cachedStatement(sql: statement.text)
            // A statement whose rows a caller further up is still reading is left alone.
            if sqlite3_stmt_busy(prepared.sqliteStatement) != 0 {
                prepared = try database.makeStatement(sql: statement.text)
            }
            bind(statement.values, to: prepared)
            return prepared
        } catch {
            throw SQLError(error)
        }
    }

    private func bind(_ values: some RandomAccessCollection<SQLValue>, to statement: Statement) {
        let pointer = statement.sqliteStatement
        precondition(sqlite3_bind_parameter_count(pointer) == values.count, "every ? has its value")
        var index: Int32 = 0
        for value in values {
            index += 1
            let code =
                switch value {
                case .null: sqlite3_bind_null(pointer, index)
                case .integer(let integer): sqlite3_bind_int64(pointer, index, integer)
                case .text(var text):
                    text.withUTF8 {
                        sqlite3_bind_text(
                            pointer, index, UnsafeRawPointer($0.baseAddress)?.assumingMemoryBound(to: CChar.self),
                            Int32($0.count), transient)
                    }
                case .bytes(let bytes): sqlite3_bind_blob(pointer, index, bytes, Int32(bytes.count), transient)
                }
            precondition(code == SQLITE_OK, "binding a value of a size that fits cannot fail")
        }
    }

    /// - Returns: whether there is a row.
    private func step(_ statement: Statement) throws(SQLError) -> Bool {
        let code = sqlite3_step(statement.sqliteStatement)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            throw SQLError(
                code: code, message: String(cString: sqlite3_errmsg(database.sqliteConnection)), sql: statement.sql)
        }
    }

    /// Gives the statement back for the next use; what went wrong with it has been reported by ``step(_:)``.
    private func finish(_ statement: Statement) {
        sqlite3_reset(statement.sqliteStatement)
        sqlite3_clear_bindings(statement.sqliteStatement)
    }
}

/// Makes SQLite copy what is bound.
private var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
