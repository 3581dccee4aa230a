import Foundation
import GRDBSQLite
import TelepoolSQL
import TelepoolSQLite
import Testing

/// A folder that is removed with it, in which a database is written to.
private final class Site: Sendable {
    let folder: URL
    let database: SQLiteDatabase

    init(_ table: SQLStatement = "CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT) STRICT") async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        database = try SQLiteDatabase(.file(folder.appending(path: "t.sqlite").path))
        try await database.write { _ = try $0.execute(table) }
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func insert(_ ids: ClosedRange<Int64>) async throws {
        try await database.write { for id in ids { try $0.execute("INSERT INTO t VALUES (\(id), 'text')") } }
    }

    /// Runs statements as another process would, at once.
    func run(_ statements: String) {
        var connection: OpaquePointer?
        defer { sqlite3_close(connection) }
        #expect(sqlite3_open(path("t.sqlite"), &connection) == SQLITE_OK)
        #expect(sqlite3_exec(connection, statements, nil, nil, nil) == SQLITE_OK)
    }

    static func ids(_ transaction: any SQLTransaction) throws -> [Int64] {
        try transaction.rows("SELECT id FROM t ORDER BY id") { $0.integer(0) }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }
}

struct `A file of SQLite` {
    @Test func `shows one snapshot, whatever is written meanwhile`() async throws {
        let site = try await Site()
        try await site.insert(1...3)
        let file = try SQLiteFile(site.path("t.sqlite"))
        let seen = try file.snapshot { transaction in
            let before = try Site.ids(transaction)
            site.run("INSERT INTO t VALUES (4, 'later')")
            return try (before, Site.ids(transaction))
        }
        #expect(seen.0 == [1, 2, 3])
        #expect(seen.1 == [1, 2, 3])
        #expect(try file.snapshot(Site.ids) == [1, 2, 3, 4])
    }

    @Test func `has another version after each commit, and only then`() async throws {
        let site = try await Site()
        let file = try SQLiteFile(site.path("t.sqlite"))
        let first = try file.version
        _ = try file.snapshot(Site.ids)
        #expect(try file.version == first)
        try await site.insert(1...1)
        let second = try file.version
        #expect(second != first)
        site.run("BEGIN; INSERT INTO t VALUES (2, 'never'); ROLLBACK")
        #expect(try file.version == second)
    }

    @Test func `is written into another as it is, and that never over a file that is there`() async throws {
        let site = try await Site()
        try await site.insert(1...1000)
        let file = try SQLiteFile(site.path("t.sqlite"))
        try file.write(to: site.path("copy"))
        try await site.insert(1001...1001)
        let copy = try SQLiteFile(site.path("copy"))
        #expect(try copy.snapshot(Site.ids) == Array(1...1000))
        #expect(try copy.damage() == [])
        #expect(!FileManager.default.fileExists(atPath: site.path("copy-wal")))
        #expect(throws: SQLError.self) { try file.write(to: site.path("copy")) }
        #expect(try copy.snapshot(Site.ids) == Array(1...1000))
    }

    @Test func `has to be there`() async throws {
        let site = try await Site()
        #expect(throws: SQLError.self) { try SQLiteFile(site.path("missing")) }
        #expect(!FileManager.default.fileExists(atPath: site.path("missing")))
        #expect(SQLiteFile.holder(of: site.path("missing")) == nil)
    }

    @Test func `tells of damage`() async throws {
        let site = try await Site("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT UNIQUE) STRICT")
        try await site.database.write { transaction in
            for id in 1...1000 { try transaction.execute("INSERT INTO t VALUES (\(id), \("text \(id)"))") }
        }
        let path = site.path("copy")
        try SQLiteFile(site.path("t.sqlite")).write(to: path)
        #expect(try SQLiteFile(path).damage() == [])
        var bytes = try Data(contentsOf: URL(filePath: path))
        // The last page is one of the index.
        bytes.replaceSubrange((bytes.count - 4000)..., with: Data(repeating: 7, count: 4000))
        try bytes.write(to: URL(filePath: path))
        #expect(try !SQLiteFile(path).damage().isEmpty)
    }

    @Test func `tells of references to nothing`() async throws {
        let site = try await Site()
        site.run(
            "CREATE TABLE u (id INTEGER PRIMARY KEY, t INTEGER REFERENCES t (id)); INSERT INTO u VALUES (1, 5)")
        let damage = try SQLiteFile(site.path("t.sqlite")).damage()
        #expect(damage == ["a row of u refers to none of t"])
    }

    @Test func `knows its tables, their columns and their keys`() async throws {
        let site = try await Site(
            """
            CREATE TABLE "two words" (
                a TEXT, id INTEGER NOT NULL, "key" BLOB NOT NULL, PRIMARY KEY ("key", id)
            ) STRICT, WITHOUT ROWID
            """)
        try await site.database.write { transaction in
            try transaction.execute("CREATE TABLE b (id INTEGER PRIMARY KEY) STRICT")
            try transaction.execute("ANALYZE")
        }
        let tables = try SQLiteFile(site.path("t.sqlite")).snapshot(SQLiteFile.tables)
        let first = SQLTable("b", columns: [SQLTable.Column("id", .integer)], primaryKey: ["id"])
        let second = SQLTable(
            "two words",
            columns: [SQLTable.Column("a", .text), SQLTable.Column("id", .integer), SQLTable.Column("key", .bytes)],
            primaryKey: ["key", "id"])
        #expect(tables == [first, second])
        #expect(second.selection == #"SELECT "a", "id", "key" FROM "two words" ORDER BY "key", "id""#)
    }

    @Test(
        arguments: ["CREATE TABLE t (id INTEGER)", "CREATE TABLE t (id REAL PRIMARY KEY)"] as [SQLStatement])
    func `does not guess what to make of other tables`(table: SQLStatement) async throws {
        let site = try await Site(table)
        let file = try SQLiteFile(site.path("t.sqlite"))
        #expect(throws: SQLiteFile.UnknownTable.self) { try file.snapshot(SQLiteFile.tables) }
    }
}
