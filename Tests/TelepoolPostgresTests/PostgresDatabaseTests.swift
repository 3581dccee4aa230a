#if Postgres
    import Foundation
    import Synchronization
    import TelepoolPostgres
    import TelepoolSQL
    import Testing

    private struct Failure: Error, Equatable {}

    /// Where a server is that tests may do anything with.
    private let server = ProcessInfo.processInfo.environment["TELEPOOL_TEST_POSTGRES"]

    /// A database of its own for each test, dropped by ``drop()``.
    private struct TemporaryDatabase {
        let name = "driver_\(UUID().uuidString.lowercased().filter { $0 != "-" })"
        let database: PostgresDatabase

        init(_ table: SQLStatement? = "CREATE TABLE t (id BIGINT PRIMARY KEY, text TEXT)") async throws {
            let administrator = PostgresDatabase(Self.url("postgres"), connections: 1)
            try await administrator.command("CREATE DATABASE \(name)")
            await administrator.close()
            database = PostgresDatabase(Self.url(name), connections: 8)
            if let table { try await database.write { try $0.execute(table) } }
        }

        /// The same database as another node sees it.
        func another(timeouts: PostgresTimeouts = PostgresTimeouts()) -> PostgresDatabase {
            PostgresDatabase(Self.url(name), connections: 8, timeouts: timeouts)
        }

        func drop() async throws {
            await database.close()
            let administrator = PostgresDatabase(Self.url("postgres"), connections: 1)
            try await administrator.command("DROP DATABASE \(name) WITH (FORCE)")
            await administrator.close()
        }

        func ids() async throws -> [Int64] {
            try await database.read { try $0.rows("SELECT id FROM t ORDER BY id") { $0.integer(0) } }
        }

        /// Ends the connections of everybody else, as a server does that goes down.
        func endConnections() async throws {
            let administrator = PostgresDatabase(Self.url("postgres"), connections: 1)
            _ = try await administrator.write {
                try $0.rows(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = \(name) AND pid <> pg_backend_pid()"
                ) { $0.integer(0) }
            }
            await administrator.close()
        }

        private static func url(_ name: String) -> String {
            var url = URLComponents(string: server ?? "")
            url?.path = "/\(name)"
            return url?.string ?? ""
        }
    }

    @Suite(.enabled(if: server != nil, "TELEPOOL_TEST_POSTGRES names no server"))
    struct `A PostgreSQL database` {
        @Test(
            arguments: [
                (nil, nil, nil), (1, "", []), (Int64.min, "默认😀", [0, 255]), (Int64.max, "'?\"$1\\", [1]),
            ] as [(Int64?, String?, [UInt8]?)])
        func `gives back what it was given`(integer: Int64?, text: String?, bytes: [UInt8]?) async throws {
            let files = try await TemporaryDatabase("CREATE TABLE v (integer BIGINT, text TEXT, bytes BYTEA)")
            try await files.database.write {
                let inserted = try $0.changes(by: "INSERT INTO v VALUES (\(integer), \(text), \(bytes))")
                #expect(inserted == 1)
            }
            for read in [files.database.read, files.database.longRead] as [Read] {
                let found = try await read {
                    try $0.first("SELECT integer, text, bytes FROM v") {
                        #expect($0.optionalInteger(0) == integer)
                        #expect($0.optionalText(1) == text)
                        #expect($0.isNull(2) == (bytes == nil))
                        #expect($0.bytes(2) == bytes ?? [])
                        return true
                    } == true
                }
                #expect(found)
            }
            try await files.drop()
        }

        private typealias Read = (@escaping @Sendable (any SQLTransaction) throws -> Bool) async throws -> Bool

        @Test func `reads numbers and truths of every type as integers`() async throws {
            let files = try await TemporaryDatabase()
            let values = try await files.database.read {
                try $0.first("SELECT 1 = 1, 1 = 2, sum(n), count(*), avg(n) FROM (VALUES (-3::bigint), (-4)) v(n)") {
                    row in
                    (0..<5).map { row.integer($0) }
                }
            }
            #expect(values == [1, 0, -7, 2, -3])
            try await files.drop()
        }

        @Test func `binds lists and pieces in their places`() async throws {
            let files = try await TemporaryDatabase()
            let condition: SQLStatement = "value IN (\([1, 3] as [Int64]))"
            let values = try await files.database.read {
                try $0.rows(
                    """
                    WITH v(value) AS (SELECT 1 UNION SELECT 2 UNION SELECT 3)
                    SELECT value FROM v WHERE \(condition) AND value > \(1) AND value NOT IN (SELECT 4)
                     AND NOT coalesce(value IN (\([] as [Int64])), FALSE)
                    """
                ) { $0.integer(0) }
            }
            #expect(values == [3])
            try await files.drop()
        }

        @Test func `takes many rows at once, whatever they hold`() async throws {
            let files = try await TemporaryDatabase()
            let texts = ["", "a\"b", "\"\u{301}", "\\\u{301}", "{,}", "NULL", "'", "\r\n", "默认😀"]
            let inserted = try await files.database.write { transaction in
                var rows = SQLRows(.integer, .text)
                for (id, text) in texts.enumerated() { rows.append(.integer(Int64(id)), .text(text)) }
                rows.append(.integer(0), .text("again"))
                rows.append(.integer(100), .null)
                return try transaction.insertNew(rows, into: "t", columns: ["id", "text"], keyCount: 1)
            }
            #expect(inserted == texts.map { _ in true } + [false, true])
            let found = try await files.database.read {
                try $0.rows("SELECT text FROM t ORDER BY id") { $0.optionalText(0)?.unicodeScalars.map(\.value) }
            }
            #expect(found == texts.map { $0.unicodeScalars.map(\.value) } + [nil])
            try await files.drop()
        }

        @Test func `counts the rows of a change`() async throws {
            let files = try await TemporaryDatabase()
            let counts = try await files.database.write { transaction in
                [
                    try transaction.changes(by: "INSERT INTO t (id) VALUES (1), (2), (3)"),
                    try transaction.changes(by: "INSERT INTO t (id) VALUES (1) ON CONFLICT DO NOTHING"),
                    try transaction.changes(by: "UPDATE t SET text = 'x' WHERE id > 1"),
                    try transaction.changes(by: "DELETE FROM t"),
                ]
            }
            #expect(counts == [3, 0, 2, 3])
            try await files.drop()
        }

        @Test func `lets a statement be used while its rows are read, however many there are`() async throws {
            let files = try await TemporaryDatabase()
            let sum = try await files.database.longRead { transaction in
                var sum: Int64 = 0
                try transaction.forEachRow("SELECT n FROM generate_series(1, 2500) s(n)") { outer in
                    guard outer.integer(0) <= 2200 else { return false }
                    sum += try transaction.first("SELECT \(outer.integer(0))::bigint") { $0.integer(0) } ?? 0
                    return true
                }
                return sum
            }
            #expect(sum == 2200 * 2201 / 2)
            try await files.drop()
        }

        @Test func `prepares more statements than it remembers`() async throws {
            let files = try await TemporaryDatabase()
            let database = files.another()
            for round in 0..<2 {
                for number in 0..<1100 {
                    let found = try await database.read {
                        try $0.first("SELECT \(round)::bigint /* \(SQLStatement(stringLiteral: "\(number)")) */") {
                            $0.integer(0)
                        }
                    }
                    #expect(found == Int64(round))
                }
            }
            await database.close()
            try await files.drop()
        }

        @Test func `undoes a write that throws, and not its neighbours`() async throws {
            let files = try await TemporaryDatabase()
            let failures = await withTaskGroup { group in
                for id in 0..<500 {
                    group.addTask {
                        do {
                            try await files.database.write(in: SQLWriteOrder(Int64(id % 2))) {
                                try $0.execute("INSERT INTO t (id) VALUES (\(id))")
                                if id % 3 == 0 { throw Failure() }
                                if id % 5 == 0 { try $0.execute("INSERT INTO t (id) VALUES (\(id))") }
                            }
                            return 0
                        } catch {
                            return 1
                        }
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(failures == 233)
            #expect(try await files.ids() == (0..<500).filter { $0 % 3 != 0 && $0 % 5 != 0 })
            try await files.drop()
        }

        @Test func `tells of a statement that failed before what came after it`() async throws {
            let files = try await TemporaryDatabase()
            // Neither of its neighbours in a transaction takes harm from it.
            let outcomes = await withTaskGroup { group in
                for id in 0..<100 {
                    group.addTask {
                        do {
                            try await files.database.write(in: SQLWriteOrder(1)) {
                                try $0.execute("INSERT INTO t (id) VALUES (\(id))")
                                guard id % 4 == 0 else { return }
                                try $0.execute("INSERT INTO t (id) VALUES (\(id))")
                                throw Failure()
                            }
                            return true
                        } catch SQLError.constraint {
                            return id % 4 != 0
                        } catch {
                            return true
                        }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(outcomes == 75)
            #expect(try await files.ids() == (0..<100).filter { $0 % 4 != 0 })
            try await files.drop()
        }

        @Test func `refuses to write in a read`() async throws {
            let files = try await TemporaryDatabase()
            await #expect(throws: SQLError.self) {
                try await files.database.read { try $0.execute("INSERT INTO t (id) VALUES (1)") }
            }
            #expect(try await files.ids() == [])
            try await files.drop()
        }

        @Test func `shows a read one state from beginning to end`() async throws {
            let files = try await TemporaryDatabase()
            let database = files.database
            let counts = try await database.read { transaction in
                let count = { try transaction.first("SELECT count(*) FROM t") { $0.integer(0) } ?? -1 }
                let before = try count()
                let done = DispatchSemaphore(value: 0)
                Task.detached {
                    try await database.write { try $0.execute("INSERT INTO t (id) VALUES (1)") }
                    done.signal()
                }
                done.wait()
                return [before, try count()]
            }
            #expect(counts == [0, 0])
            try await files.drop()
        }

        @Test(arguments: [nil, SQLWriteOrder(7)])
        func `loses no change of many nodes to the same row`(order: SQLWriteOrder?) async throws {
            let files = try await TemporaryDatabase()
            try await files.database.write { try $0.execute("INSERT INTO t (id, text) VALUES (1, '0')") }
            let patient = PostgresTimeouts(statement: 60_000, outage: 60_000)
            let nodes = [files.another(timeouts: patient), files.another(timeouts: patient)]
            let count = try await withThrowingTaskGroup { group in
                for number in 0..<60 {
                    group.addTask {
                        try await nodes[number % 2].write(in: order) {
                            // What is read decides what is written, so no two may have read the same.
                            let text = try $0.first("SELECT text FROM t WHERE id = 1") { $0.text(0) } ?? ""
                            try $0.execute("UPDATE t SET text = \("\((Int(text) ?? 0) + 1)") WHERE id = 1")
                        }
                    }
                }
                try await group.waitForAll()
                return try await files.database.read { try $0.first("SELECT text FROM t") { $0.text(0) } }
            }
            #expect(count == "60")
            for node in nodes { await node.close() }
            try await files.drop()
        }

        @Test func `tells broken constraints from other failures`() async throws {
            let files = try await TemporaryDatabase()
            func error(_ statement: SQLStatement) async -> SQLError? {
                do {
                    _ = try await files.database.write { try $0.execute(statement) }
                    return nil
                } catch {
                    return error as? SQLError
                }
            }
            #expect(await error("INSERT INTO t (id) VALUES (1)") == nil)
            guard case .constraint = await error("INSERT INTO t (id) VALUES (1)") else { return #expect(Bool(false)) }
            guard case .failed = await error("SELECT * FROM missing") else { return #expect(Bool(false)) }
            guard case .failed = await error("SELEC") else { return #expect(Bool(false)) }
            try await files.drop()
        }

        @Test func `takes another connection where one was lost`() async throws {
            let files = try await TemporaryDatabase()
            let attempts = Atomic<Int>(0)
            #expect(try await files.ids() == [])
            try await files.endConnections()
            #expect(try await files.ids() == [])
            // In the middle of a write as well, which is carried out again from its beginning.
            try await files.database.write { transaction in
                try transaction.execute("INSERT INTO t (id) VALUES (1)")
                if attempts.add(1, ordering: .relaxed).oldValue == 0 {
                    _ = try transaction.first("SELECT pg_terminate_backend(pg_backend_pid())") { $0.integer(0) }
                }
                try transaction.execute("INSERT INTO t (id) VALUES (2)")
            }
            #expect(attempts.load(ordering: .relaxed) == 2)
            #expect(try await files.ids() == [1, 2])
            try await files.drop()
        }

        @Test func `is unavailable while another node holds what it needs, and not for ever`() async throws {
            let files = try await TemporaryDatabase()
            let impatient = files.another(timeouts: PostgresTimeouts(statement: 100, outage: 100))
            let (order, database) = (SQLWriteOrder(1), files.database)
            let (held, release) = (AsyncStream<Void>.makeStream(), DispatchSemaphore(value: 0))
            let holder = Task.detached {
                try await database.write(in: order) {
                    try $0.execute("INSERT INTO t (id) VALUES (1)")
                    try $0.flush()
                    held.continuation.yield()
                    release.wait()
                }
            }
            for await _ in held.stream { break }
            for statement in ["INSERT INTO t (id) VALUES (2)", "INSERT INTO t (id) VALUES (1)"] as [SQLStatement] {
                do {
                    _ = try await impatient.write(in: statement.text.contains("2") ? order : nil) {
                        try $0.execute(statement)
                    }
                    Issue.record("the lock was not respected")
                } catch SQLError.unavailable {}
            }
            release.signal()
            try await holder.value
            _ = try await impatient.write(in: order) { try $0.execute("INSERT INTO t (id) VALUES (3)") }
            #expect(try await files.ids() == [1, 3])
            await impatient.close()
            try await files.drop()
        }

        @Test func `gives up a statement whose caller is gone`() async throws {
            let files = try await TemporaryDatabase()
            let database = files.database
            let begun = AsyncStream<Void>.makeStream()
            let task = Task.detached {
                try await database.longRead {
                    begun.continuation.yield()
                    return try $0.first("SELECT pg_sleep(300)") { _ in true }
                }
            }
            for await _ in begun.stream { break }
            // The statement may not have reached the server yet, and a request to cancel is not remembered.
            while try await !files.isSleeping() {}
            task.cancel()
            await #expect(throws: SQLError.self) { try await task.value }
            try await files.drop()
        }

        @Test func `tells whether it can be reached`() async throws {
            let files = try await TemporaryDatabase()
            #expect(await files.database.isReachable())
            try await files.endConnections()
            #expect(await files.database.isReachable())
            await files.database.close()
            #expect(await !files.database.isReachable())
            try await files.drop()
        }

        @Test func `is unavailable once it is closed`() async throws {
            let files = try await TemporaryDatabase()
            let database = files.another()
            await database.close()
            await #expect(throws: SQLError.self) { try await database.read { try $0.execute("SELECT 1") } }
            await #expect(throws: SQLError.self) { try await database.write { try $0.execute("SELECT 1") } }
            await #expect(throws: SQLError.self) {
                try await database.write(in: SQLWriteOrder(1)) { try $0.execute("SELECT 1") }
            }
            try await files.drop()
        }
    }

    extension TemporaryDatabase {
        fileprivate func isSleeping() async throws -> Bool {
            try await database.read {
                try $0.first("SELECT 1 FROM pg_stat_activity WHERE datname = \(name) AND wait_event = 'PgSleep'") { _ in
                    true
                } == true
            }
        }
    }

    struct `A PostgreSQL that is not there` {
        @Test(arguments: ["postgresql://127.0.0.1:1/x", "postgresql:///x?host=/nonexistent"])
        func `is unavailable after some patience`(url: String) async throws {
            let database = PostgresDatabase(url, timeouts: PostgresTimeouts(outage: 50))
            await #expect(throws: SQLError.self) { try await database.read { try $0.execute("SELECT 1") } }
            await #expect(throws: SQLError.self) { try await database.write { try $0.execute("SELECT 1") } }
            #expect(await !database.isReachable())
            await database.close()
        }

        @Test(arguments: ["postgresql://h/?nonsense=1", "postgresql://h/%zz"])
        func `has a connection string that can be read`(url: String) {
            #expect(PostgresDatabase.problem(with: url)?.isEmpty == false)
            #expect(PostgresDatabase.problem(with: "postgresql://u:p@h:1,i:2/d?target_session_attrs=any") == nil)
        }
    }
#endif
