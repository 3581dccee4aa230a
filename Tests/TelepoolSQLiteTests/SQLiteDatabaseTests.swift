import Foundation
import TelepoolSQL
import TelepoolSQLite
import Testing

/// A database in a folder of its own, which is removed with it.
private final class TemporaryDatabase: Sendable {
    let folder: URL
    let database: SQLiteDatabase

    init(busyTimeout: Double = 5) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        database = try SQLiteDatabase(.file(folder.appending(path: "t.sqlite").path), busyTimeout: busyTimeout)
    }

    /// A second connection to the same file, as another process would have it.
    func another(busyTimeout: Double = 5) throws -> SQLiteDatabase {
        try SQLiteDatabase(.file(folder.appending(path: "t.sqlite").path), busyTimeout: busyTimeout)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }
}

private struct Failure: Error, Equatable {}

struct `A SQLite database` {
    private static func filled(_ database: any SQLDatabase) async throws {
        try await database.write {
            try $0.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT, bytes BLOB) STRICT")
        }
    }

    @Test(
        arguments: [
            (nil, nil, nil), (1, "", []), (Int64.min, "默认\0😀", [0, 255]), (Int64.max, "'?\"", [1]),
        ] as [(Int64?, String?, [UInt8]?)])
    func `gives back what it was given`(integer: Int64?, text: String?, bytes: [UInt8]?) async throws {
        let database = try SQLiteDatabase(.memory)
        try await database.write {
            try $0.execute("CREATE TABLE v (integer INTEGER, text TEXT, bytes BLOB) STRICT")
            let inserted = try $0.changes(by: "INSERT INTO v VALUES (\(integer), \(text), \(bytes))")
            #expect(inserted == 1)
        }
        try await database.read {
            let found = try $0.first("SELECT integer, text, bytes FROM v") {
                #expect($0.optionalInteger(0) == integer)
                #expect($0.optionalText(1) == text)
                #expect($0.isNull(2) == (bytes == nil))
                #expect($0.bytes(2) == bytes ?? [])
                return true
            }
            #expect(found == true)
        }
    }

    @Test func `binds lists and pieces in their places`() async throws {
        let database = try SQLiteDatabase(.memory)
        let condition: SQLStatement = "value IN (\([1, 3] as [Int64]))"
        let values = try await database.read {
            try $0.rows(
                """
                WITH v(value) AS (SELECT 1 UNION SELECT 2 UNION SELECT 3)
                SELECT value FROM v WHERE \(condition) AND value > \(1)
                """
            ) { $0.integer(0) }
        }
        #expect(values == [3])
    }

    @Test func `counts the rows of a change`() async throws {
        let database = try SQLiteDatabase(.memory)
        try await Self.filled(database)
        let counts = try await database.write { transaction in
            [
                try transaction.changes(by: "INSERT INTO t (id) VALUES (1), (2), (3)"),
                try transaction.changes(by: "INSERT INTO t (id) VALUES (1) ON CONFLICT DO NOTHING"),
                try transaction.changes(by: "UPDATE t SET text = 'x' WHERE id > 1"),
                try transaction.changes(by: "DELETE FROM t"),
            ]
        }
        #expect(counts == [3, 0, 2, 3])
    }

    @Test func `lets a statement be used while its rows are read`() async throws {
        let database = try SQLiteDatabase(.memory)
        let sums = try await database.read { transaction in
            let query: SQLStatement = "WITH v(n) AS (SELECT 1 UNION SELECT 2) SELECT n FROM v"
            return try transaction.rows(query) { outer in
                try transaction.rows(query) { $0.integer(0) }.reduce(outer.integer(0), +)
            }
        }
        #expect(sums == [4, 5])
    }

    @Test func `undoes a write that throws`() async throws {
        let files = try TemporaryDatabase()
        try await Self.filled(files.database)
        await #expect(throws: Failure()) {
            try await files.database.write {
                try $0.execute("INSERT INTO t (id) VALUES (1)")
                throw Failure()
            }
        }
        let count = try await files.database.read { try $0.first("SELECT count(*) FROM t") { $0.integer(0) } }
        #expect(count == 0)
    }

    @Test func `refuses to write in a read`() async throws {
        let files = try TemporaryDatabase()
        try await Self.filled(files.database)
        await #expect(throws: SQLError.self) {
            try await files.database.read { try $0.execute("INSERT INTO t (id) VALUES (1)") }
        }
    }

    @Test func `shows a read one state from beginning to end`() async throws {
        let files = try TemporaryDatabase()
        let other = try files.another()
        try await Self.filled(files.database)
        let counts = try await files.database.read { transaction in
            let count = { try transaction.first("SELECT count(*) FROM t") { $0.integer(0) } ?? -1 }
            let before = try count()
            let done = DispatchSemaphore(value: 0)
            Task.detached {
                try await other.write { try $0.execute("INSERT INTO t (id) VALUES (1)") }
                done.signal()
            }
            done.wait()
            return [before, try count()]
        }
        #expect(counts == [0, 0])
    }

    @Test func `carries out many writes at once, each by itself`() async throws {
        let files = try TemporaryDatabase()
        try await Self.filled(files.database)
        let failures = await withTaskGroup { group in
            for id in 0..<1000 {
                group.addTask {
                    do {
                        try await files.database.write {
                            try $0.execute("INSERT INTO t (id) VALUES (\(id))")
                            if id % 3 == 0 { throw Failure() }
                        }
                        return 0
                    } catch {
                        return 1
                    }
                }
            }
            return await group.reduce(0, +)
        }
        let found = try await files.database.read { try $0.rows("SELECT id FROM t ORDER BY id") { $0.integer(0) } }
        #expect(failures == 334)
        #expect(found == (0..<1000).filter { $0 % 3 != 0 })
    }

    @Test func `tells broken constraints from other failures`() async throws {
        let database = try SQLiteDatabase(.memory)
        try await Self.filled(database)
        func error(_ statement: SQLStatement) async -> SQLError? {
            do {
                _ = try await database.write { try $0.execute(statement) }
                return nil
            } catch {
                return error as? SQLError
            }
        }
        #expect(await error("INSERT INTO t (id) VALUES (1)") == nil)
        guard case .constraint = await error("INSERT INTO t (id) VALUES (1)") else { return #expect(Bool(false)) }
        guard case .failed = await error("SELECT * FROM missing") else { return #expect(Bool(false)) }
        guard case .failed = await error("SELEC") else { return #expect(Bool(false)) }
    }

    @Test func `is unavailable while another process holds the lock`() async throws {
        let files = try TemporaryDatabase(busyTimeout: 0.05)
        let other = try files.another()
        try await Self.filled(files.database)
        let (held, release) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let holder = Task.detached {
            try await other.write { _ in
                held.signal()
                release.wait()
            }
        }
        await wait(for: held)
        do {
            _ = try await files.database.write { try $0.execute("INSERT INTO t (id) VALUES (1)") }
            Issue.record("the lock was not respected")
        } catch SQLError.unavailable {
            release.signal()
        }
        try await holder.value
        _ = try await files.database.write { try $0.execute("INSERT INTO t (id) VALUES (1)") }
    }

    @Test func `is unavailable once it is closed`() async throws {
        for database in [try SQLiteDatabase(.memory), try TemporaryDatabase().database] {
            try await Self.filled(database)
            await database.close()
            await #expect(throws: SQLError.self) { try await database.read { try $0.execute("SELECT 1") } }
            await #expect(throws: SQLError.self) { try await database.write { try $0.execute("SELECT 1") } }
        }
    }

    @Test func `cannot be opened where it cannot lie`() {
        #expect(throws: SQLError.self) { try SQLiteDatabase(.file("/nonexistent/folder/t.sqlite")) }
    }

    @Test func `is durable after every write`() async throws {
        let files = try TemporaryDatabase()
        try await Self.filled(files.database)
        let modes = try await files.database.write { transaction in
            [
                try transaction.first("PRAGMA journal_mode") { $0.text(0) },
                try transaction.first("PRAGMA synchronous") { $0.text(0) },
                try transaction.first("PRAGMA foreign_keys") { $0.text(0) },
            ]
        }
        #expect(modes == ["wal", "2", "1"])
    }

    private func wait(for semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                semaphore.wait()
                continuation.resume()
            }
        }
    }
}
