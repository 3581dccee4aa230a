import TelepoolSQL
import TelepoolSQLite
import Testing

struct `Migrations` {
    private static let first = Migration("1 first") { _ in ["CREATE TABLE one (id INTEGER)"] }
    private static let second = Migration("2 second") { _ in
        ["CREATE TABLE two (id INTEGER)", "INSERT INTO one VALUES (1)"]
    }

    @Test func `are applied once and in order`() async throws {
        let database = try SQLiteDatabase(.memory)
        #expect(try await Migrator([Self.first]).migrate(database) == ["1 first"])
        #expect(try await Migrator([Self.first, Self.second]).migrate(database) == ["2 second"])
        #expect(try await Migrator([Self.first, Self.second]).migrate(database) == [])
        let ones = try await database.read { try $0.first("SELECT count(*) FROM one") { $0.integer(0) } }
        #expect(ones == 1)
    }

    @Test func `are applied all or none`() async throws {
        let database = try SQLiteDatabase(.memory)
        let broken = Migration("2 broken") { _ in ["CREATE TABLE two (id INTEGER)", "CREATE TABLE one (id INTEGER)"] }
        await #expect(throws: SQLError.self) { try await Migrator([Self.first, broken]).migrate(database) }
        #expect(try await Migrator([Self.first, Self.second]).migrate(database) == ["1 first", "2 second"])
    }

    @Test func `refuse a database of a later version`() async throws {
        let database = try SQLiteDatabase(.memory)
        try await Migrator([Self.first, Self.second]).migrate(database)
        await #expect(throws: Migrator.UnknownMigration.self) { try await Migrator([Self.first]).migrate(database) }
    }
}
