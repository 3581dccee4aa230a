import TelepoolDomain
package import TelepoolSQL
import TelepoolSQLite

#if Postgres
    import Foundation
    import TelepoolPostgres
#endif

/// Databases for tests: SQLite in memory, or PostgreSQL where `TELEPOOL_TEST_POSTGRES` names a server.
package enum TestDatabase {
    /// An empty database with the schema of the program, gone with the last that uses it.
    package static func make() async throws -> any SQLDatabase {
        #if Postgres
            if let server = TestServer.shared { return try await server.makeDatabase() }
        #endif
        let database = try SQLiteDatabase(.memory)
        try await Migrator(Schema.migrations).migrate(database)
        return database
    }
}

#if Postgres
    /// A PostgreSQL server that databases may be created on.
    ///
    /// An actor, so that the template is made once.
    private actor TestServer {
        static let shared = ProcessInfo.processInfo.environment["TELEPOOL_TEST_POSTGRES"].map(TestServer.init)

        /// Tests run unoptimised and side by side: a password alone can take longer than a server should wait.
        private static let patience = PostgresTimeouts(statement: 120_000, outage: 60_000, idle: 120_000)

        private let url: URLComponents
        private var template: Task<String, any Error>?

        init(url: String) {
            guard let url = URLComponents(string: url) else { preconditionFailure("\(url) is no URL") }
            self.url = url
        }

        func makeDatabase() async throws -> any SQLDatabase {
            let template = template ?? Task { try await makeTemplate() }
            self.template = template
            let name = "test_\(UUID().uuidString)"
            try await run("CREATE DATABASE \"\(name)\" TEMPLATE \"\(template.value)\"")
            return DroppedDatabase(open(name)) { [weak self] in
                try? await self?.run("DROP DATABASE \"\(name)\" WITH (FORCE)")
            }
        }

        private func makeTemplate() async throws -> String {
            let name = "template_\(UUID().uuidString)"
            try await run("CREATE DATABASE \"\(name)\"")
            let database = open(name)
            try await Migrator(Schema.migrations).migrate(database)
            await database.close()
            return name
        }

        private func open(_ name: String) -> PostgresDatabase {
            var url = url
            url.path = "/\(name)"
            return PostgresDatabase(url.string ?? "", connections: 4, timeouts: Self.patience)
        }

        private func run(_ command: String) async throws {
            let database = PostgresDatabase(url.string ?? "", connections: 1, timeouts: Self.patience)
            try await database.command(command)
            await database.close()
        }
    }

    /// A database that is dropped when nobody uses it any more.
    private final class DroppedDatabase: SQLDatabase {
        private let database: PostgresDatabase
        private let drop: @Sendable () async -> Void

        init(_ database: PostgresDatabase, drop: @escaping @Sendable () async -> Void) {
            self.database = database
            self.drop = drop
        }

        deinit {
            Task { [database, drop] in
                await database.close()
                await drop()
            }
        }

        var dialect: SQLDialect { database.dialect }
        var isShared: Bool { database.isShared }
        var load: SQLDatabaseLoad { database.load }

        func read<Result: Sendable>(
            _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
        ) async throws -> Result {
            try await database.read(body)
        }

        func longRead<Result: Sendable>(
            _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
        ) async throws -> Result {
            try await database.longRead(body)
        }

        func write<Result: Sendable>(
            in order: SQLWriteOrder?, _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
        ) async throws -> Result {
            try await database.write(in: order, body)
        }

        func isReachable() async -> Bool { await database.isReachable() }
        func close() async { await database.close() }
    }
#endif
