import CPostgres
package import TelepoolSQL

/// A transaction on one connection.
final class PostgresTransaction: SQLTransaction {
    /// So many statements are sent without waiting for their results.
    private static let greatestWaiting = 100

    private let connection: PostgresConnection
    /// Whether rows are fetched a number at a time, for there may be more than fit into memory.
    private let usesCursors: Bool
    /// How many are open.
    private var cursors = 0
    /// How many statements were sent that nobody has waited for.
    private var waiting = 0
    /// What makes the whole transaction void, whoever may have caught it.
    private(set) var failure: PostgresFailure?

    init(_ connection: PostgresConnection, usesCursors: Bool = false) {
        self.connection = connection
        self.usesCursors = usesCursors
    }

    var dialect: SQLDialect { .postgres }

    func execute(_ statement: SQLStatement) throws(SQLError) {
        connection.send(statement)
        waiting += 1
        if waiting >= Self.greatestWaiting { try flush() }
    }

    func flush() throws(SQLError) {
        guard waiting > 0 else { return }
        connection.synchronize()
        try noting { () throws(PostgresFailure) in try connection.wait() }
    }

    func changes(by statement: SQLStatement) throws(SQLError) -> Int {
        try run(statement).changes
    }

    func forEachRow(_ statement: SQLStatement, _ body: (any SQLRow) throws -> Bool) throws {
        if usesCursors, statement.text.hasPrefix("SELECT") {
            try forEachRow(ofCursorFor: statement, body)
        } else {
            _ = try forEach(in: run(statement), body)
        }
    }

    func forEachRow(
        of rows: SQLRows, _ statement: (_ query: SQLStatement) -> SQLStatement, _ body: (any SQLRow) throws -> Void
    ) throws {
        guard !rows.isEmpty else { return }
        _ = try forEach(in: run(statement(rows.query))) {
            try body($0)
            return true
        }
    }

    func insertNew(_ rows: SQLRows, into table: String, columns: [String], keyCount: Int) throws -> [Bool] {
        guard !rows.isEmpty else { return [] }
        let names = SQLStatement(stringLiteral: "\(table) (\(columns.joined(separator: ", ")))")
        let key = SQLStatement(stringLiteral: columns.prefix(keyCount).joined(separator: ", "))
        let answer = try run("INSERT INTO \(names) \(rows.query) ON CONFLICT DO NOTHING RETURNING \(key)")
        var keys = Set((0..<answer.count).map { answer.texts(ofRow: $0) })
        return (0..<rows.count).map { keys.remove(rows[$0].prefix(keyCount).map(\.text)) != nil }
    }

    private func forEachRow(ofCursorFor statement: SQLStatement, _ body: (any SQLRow) throws -> Bool) throws {
        // Few names, so that there are few statements to prepare.
        let name = SQLStatement(stringLiteral: "rows_\(cursors)")
        cursors += 1
        defer { cursors -= 1 }
        try execute("DECLARE \(name) NO SCROLL CURSOR FOR \(statement)")
        do {
            while true {
                let rows = try run("FETCH 1000 FROM \(name)")
                let isLast = rows.count < 1000
                if try !forEach(in: rows, body) || isLast { break }
            }
        } catch {
            _ = try? execute("CLOSE \(name)")
            throw error
        }
        try execute("CLOSE \(name)")
    }

    private func run(_ statement: SQLStatement) throws(SQLError) -> PostgresRows {
        try noting { () throws(PostgresFailure) in try connection.run(statement) }
    }

    /// Waits for everything that was sent, and notes what makes the transaction void.
    private func noting<Result: ~Copyable>(_ body: () throws(PostgresFailure) -> Result) throws(SQLError) -> Result {
        waiting = 0
        do {
            return try body()
        } catch {
            if failure == nil, error.remedy != .none || error.isOfTransaction { failure = error }
            throw error.error
        }
    }

    /// - Returns: whether all were wanted.
    private func forEach(in rows: consuming PostgresRows, _ body: (any SQLRow) throws -> Bool) throws -> Bool {
        for index in 0..<rows.count {
            guard try body(PostgresRow(result: rows.result, index: Int32(index))) else { return false }
        }
        return true
    }
}

extension SQLDialect {
    /// PostgreSQL's own spelling. Texts are compared byte by byte, as SQLite does, whatever the database's language.
    package static let postgres = SQLDialect(
        integer: "BIGINT", text: #"TEXT COLLATE "C""#, bytes: "BYTEA", tableOptions: "",
        contains: { column, part in "position(\(part) in \(column)) > 0" },
        appendOnly: triggers)

    @Sendable private static func triggers(_ table: String) -> [SQLStatement] {
        [
            """
            CREATE FUNCTION \(table)_refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'rows of \(table) are neither changed nor deleted'; END $$
            """,
            """
            CREATE TRIGGER \(table)_refuse BEFORE UPDATE OR DELETE ON \(table)
            FOR EACH ROW EXECUTE FUNCTION \(table)_refuse()
            """,
        ].map { SQLStatement(stringLiteral: $0) }
    }
}
