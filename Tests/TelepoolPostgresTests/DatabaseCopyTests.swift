#if Postgres
    import Foundation
    import TelepoolPostgres
    import TelepoolSQL
    import TelepoolSQLite
    import Testing

    /// Where a server is that tests may do anything with.
    private let server = ProcessInfo.processInfo.environment["TELEPOOL_TEST_POSTGRES"]

    /// A file of SQLite and a database of PostgreSQL with the same tables, removed by ``remove()``.
    private struct Pair {
        static let migrations = [
            Migration("1 tables") { dialect in
                [
                    """
                    CREATE TABLE parents (
                        id \(dialect.integer) NOT NULL PRIMARY KEY, text \(dialect.text), bytes \(dialect.bytes)
                    )\(dialect.tableOptions)
                    """,
                    """
                    CREATE TABLE children (
                        "key" \(dialect.text) NOT NULL, id \(dialect.integer) NOT NULL,
                        parent \(dialect.integer) REFERENCES parents (id), PRIMARY KEY ("key", id)
                    )\(dialect.tableOptions)
                    """,
                    "CREATE INDEX children_by_parent ON children (parent, \"key\") WHERE parent IS NOT NULL",
                ]
            }
        ]

        let name = "copy_\(UUID().uuidString.lowercased().filter { $0 != "-" })"
        let source: SQLiteDatabase
        private let file: URL

        init() async throws {
            file = FileManager.default.temporaryDirectory.appending(path: "\(name).sqlite")
            source = try SQLiteDatabase(.file(file.path))
            try await Migrator(Self.migrations).migrate(source)
            let administrator = PostgresDatabase(Self.url("postgres"), connections: 1)
            try await administrator.command("CREATE DATABASE \(name)")
            await administrator.close()
            try await withTarget { _ = try await Migrator(Self.migrations).migrate($0) }
        }

        func remove() async throws {
            await source.close()
            try FileManager.default.removeItem(at: file)
            let administrator = PostgresDatabase(Self.url("postgres"), connections: 1)
            try await administrator.command("DROP DATABASE \(name) WITH (FORCE)")
            await administrator.close()
        }

        func intake() throws -> PostgresIntake { try PostgresIntake(Self.url(name)) }

        func withTarget<Result>(_ body: (PostgresDatabase) async throws -> Result) async throws -> Result {
            let database = PostgresDatabase(Self.url(name), connections: 2)
            let result = try await body(database)
            await database.close()
            return result
        }

        /// Changes the target behind the copy's back.
        func spoil(_ statement: SQLStatement) async throws {
            try await withTarget { try await $0.write { _ = try $0.execute(statement) } }
        }

        func fill(_ statements: SQLStatement...) async throws {
            try await source.write { transaction in for statement in statements { try transaction.execute(statement) } }
        }

        /// Copies all tables, and says of each what came of it.
        @discardableResult
        func copy(from id: [UInt8] = [1], into intake: PostgresIntake) throws -> [String: DatabaseCopy.Outcome] {
            try SQLiteFile(file.path).snapshot { transaction in
                let tables = try SQLiteFile.tables(in: transaction).filter { $0.name != Migrator.table }
                try intake.begin(from: id, tables: tables)
                let copy = DatabaseCopy(from: transaction, to: intake)
                let outcomes = try tables.map { try copy.copy($0) }
                return Dictionary(uniqueKeysWithValues: outcomes.map { ($0.table.name, $0) })
            }
        }

        /// Every row of the target.
        func parents() async throws -> [[SQLValue]] {
            try await withTarget {
                try await $0.read { transaction in
                    try transaction.rows("SELECT id, text, bytes FROM parents ORDER BY id") { row in
                        [
                            .integer(row.integer(0)), row.isNull(1) ? .null : .text(row.text(1)),
                            row.isNull(2) ? .null : .bytes(row.bytes(2)),
                        ]
                    }
                }
            }
        }

        /// What there is beside the rows.
        func structure() async throws -> [String] {
            try await withTarget {
                try await $0.read { transaction in
                    try transaction.rows(
                        """
                        SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()
                        UNION ALL
                        SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint
                        WHERE connamespace = current_schema()::regnamespace
                        UNION ALL SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1
                        """
                    ) { $0.text(0) }
                }
            }
        }

        private static func url(_ name: String) -> String {
            var url = URLComponents(string: server ?? "")
            url?.path = "/\(name)"
            return url?.string ?? ""
        }
    }

    @Suite(.enabled(if: server != nil, "TELEPOOL_TEST_POSTGRES names no server"))
    struct `A copy` {
        private static func withPair(_ body: (Pair) async throws -> Void) async throws {
            let pair = try await Pair()
            do {
                try await body(pair)
            } catch {
                try await pair.remove()
                throw error
            }
            try await pair.remove()
        }

        private static let many: SQLStatement = """
            INSERT INTO parents WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120000)
            SELECT i, 'text ' || i, NULL FROM n
            """

        @Test func `has every value as it was`() async throws {
            try await Self.withPair { pair in
                let rows: [[SQLValue]] = [
                    [.integer(.min), .null, .null], [.integer(-1), .text(""), .bytes([])],
                    [.integer(0), .text("默认\t\\N\n\"'😀"), .bytes([0, 255, 10, 92])],
                    [
                        .integer(.max), .text(String(repeating: "é", count: 300_000)),
                        .bytes([UInt8](repeating: 7, count: 700_000)),
                    ],
                ]
                for row in rows {
                    try await pair.fill(SQLStatement("INSERT INTO parents VALUES (?, ?, ?)").binding(row))
                }
                let outcome = try #require(try pair.copy(into: pair.intake())["parents"])
                #expect(outcome.isExact && !outcome.isAnew)
                #expect(outcome.source.count == 4)
                #expect(try await pair.parents() == rows)
            }
        }

        @Test func `may have its rows in any order, and ends with all that the target was made with`() async throws {
            try await Self.withPair { pair in
                let structure = try await pair.structure()
                // Copied before their parent.
                try await pair.fill(
                    "INSERT INTO parents VALUES (1, 'a', NULL)", "INSERT INTO children VALUES ('B', 1, 1)",
                    "INSERT INTO children VALUES ('a', 2, NULL)", "INSERT INTO children VALUES ('a', 1, 1)")
                let intake = try pair.intake()
                #expect(try !intake.isBegun)
                #expect(try pair.copy(into: intake)["children"]?.source.count == 3)
                #expect(try intake.isBegun)
                #expect(try intake.migrations == ["1 tables"])
                #expect(try await pair.structure() != structure)
                try intake.complete()
                try intake.finish()
                #expect(try !intake.isBegun)
                #expect(try await pair.structure() == structure)
                let migrated = try await pair.withTarget { try await Migrator(Pair.migrations).migrate($0) }
                #expect(migrated == [])
            }
        }

        @Test func `is of no use before it is finished`() async throws {
            try await Self.withPair { pair in
                let intake = try pair.intake()
                try pair.copy(into: intake)
                try intake.complete()
                await #expect(throws: Migrator.UnfinishedCopy.self) {
                    try await pair.withTarget { try await Migrator(Pair.migrations).migrate($0) }
                }
            }
        }

        @Test(arguments: [1, 49_999, 50_000, 100_001, 120_000])
        func `is continued behind what is there`(count: Int) async throws {
            try await Self.withPair { pair in
                try await pair.fill(Self.many)
                try pair.copy(into: pair.intake())
                try await pair.spoil("DELETE FROM parents WHERE id > \(count)")
                // A row that comes again would be refused, and one that is written again would be another.
                try await pair.spoil("CREATE TABLE places AS SELECT id, ctid::text AS place FROM parents")
                let outcome = try #require(try pair.copy(into: pair.intake())["parents"])
                #expect(outcome.isExact && !outcome.isAnew && outcome.target.count == 120_000)
                let kept = try await pair.withTarget {
                    try await $0.read {
                        try $0.first(
                            "SELECT count(*) FROM parents JOIN places USING (id) WHERE parents.ctid::text = place"
                        ) {
                            $0.integer(0)
                        }
                    }
                }
                #expect(kept == Int64(count))
            }
        }

        @Test(
            arguments: [
                "UPDATE parents SET text = 'other' WHERE id = 60000", "DELETE FROM parents WHERE id = 1",
                "INSERT INTO parents VALUES (120001, '', NULL)",
            ] as [SQLStatement])
        func `is made anew where what is there is not the beginning`(change: SQLStatement) async throws {
            try await Self.withPair { pair in
                try await pair.fill(Self.many, "INSERT INTO children VALUES ('a', 1, 5)")
                try pair.copy(into: pair.intake())
                try await pair.spoil(change)
                let outcomes = try pair.copy(into: pair.intake())
                #expect(outcomes["parents"]?.isAnew == true)
                #expect(outcomes["parents"]?.isExact == true)
                #expect(outcomes["children"]?.isAnew == false)
                #expect(try await pair.parents().count == 120_000)
            }
        }

        @Test func `is compared by what the target holds, not by what was sent`() async throws {
            try await Self.withPair { pair in
                try await pair.fill(
                    "INSERT INTO parents VALUES (1, 'a', NULL)", "INSERT INTO parents VALUES (2, 'a', NULL)")
                try await pair.withTarget { database in
                    try await database.command(
                        """
                        CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS
                        $$ BEGIN NEW.text := CASE NEW.id WHEN 2 THEN 'b' ELSE 'a' END; RETURN NEW; END $$
                        """)
                    try await database.command(
                        "CREATE TRIGGER spoil BEFORE INSERT ON parents FOR EACH ROW EXECUTE FUNCTION spoil()")
                }
                let outcome = try #require(try pair.copy(into: pair.intake())["parents"])
                #expect(!outcome.isExact)
                #expect(outcome.source.count == 2 && outcome.target.count == 2)
                #expect(outcome.source.checksum != outcome.target.checksum)
            }
        }

        @Test(arguments: ["x'61006200'", "x'ff'", "x'c3'"])
        func `names a text that cannot be stored`(bytes: String) async throws {
            try await Self.withPair { pair in
                try await pair.fill(
                    SQLStatement(stringLiteral: "INSERT INTO parents VALUES (5, CAST(\(bytes) AS TEXT), NULL)"))
                let error = #expect(throws: UnstorableText.self) { try pair.copy(into: pair.intake()) }
                #expect(error?.description.contains("the column text of parents where id = 5: ") == true)
            }
        }

        @Test func `is not put where something else is`() async throws {
            try await Self.withPair { pair in
                try await pair.spoil("INSERT INTO children VALUES ('a', 1, NULL)")
                let error = #expect(throws: PostgresIntake.Problem.self) { try pair.copy(into: pair.intake()) }
                #expect(error?.description.contains("there are rows in children") == true)
                #expect(try !pair.intake().isBegun)
            }
        }

        @Test func `is not continued with another source`() async throws {
            try await Self.withPair { pair in
                try pair.copy(from: [1], into: pair.intake())
                let error = #expect(throws: PostgresIntake.Problem.self) {
                    try pair.copy(from: [2], into: pair.intake())
                }
                #expect(error?.description.contains("another installation") == true)
            }
        }
    }
#endif
