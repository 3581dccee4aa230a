import TelepoolMetrics
package import TelepoolSQL

/// PostgreSQL through libpq.
///
/// A class, because it owns connections. Reads see one snapshot; writes are serializable, and carried out again where they
/// got in each other's way. A write that has returned is as durable as the server makes it (`synchronous_commit`).
package final class PostgresDatabase: SQLDatabase {
    private static let longReadConnections = 4

    private let pool: ConnectionPool
    private let longReads: ConnectionPool
    private let lanes: WriteLanes
    private let replica: Replica?

    package let dialect = SQLDialect.postgres
    package let isShared = true

    /// Connects when it is first used.
    ///
    /// - Parameters:
    ///   - url: a connection string of libpq, which may name several hosts.
    ///   - connections: how many there may be at once, besides a few for what takes long.
    ///   - replica: a connection string of servers that follow the others, for what is only read.
    package init(
        _ url: String, connections: Int = 16, replica: String? = nil, timeouts: PostgresTimeouts = PostgresTimeouts()
    ) {
        let target = PostgresTarget(url: url, timeouts: timeouts)
        var patient = target
        patient.timeouts.statement = Self.longStatement
        patient.isForLongReads = true
        let pool = ConnectionPool(target, connections: connections)
        self.pool = pool
        self.replica = replica.map { url in
            let target = PostgresTarget(url: url, timeouts: timeouts, isReplica: true)
            return Replica(target, connections: connections, of: pool)
        }
        longReads = ConnectionPool(patient, connections: Self.longReadConnections)
        lanes = WriteLanes(pool)
    }

    /// How long a statement of a long read may take, in milliseconds.
    private static let longStatement = 600_000

    /// What is wrong with a connection string, or `nil`.
    package static func problem(with url: String) -> String? {
        PostgresTarget.problem(with: url)
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result {
        if let replica {
            let result = try await replica.read { try Self.read(on: $0, usingCursors: false, body) }
            if let result { return result }
        }
        return try await pool.run(until: pool.deadline) { try Self.read(on: $0, usingCursors: false, body) }
    }

    package func longRead<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result {
        try await longReads.run(until: longReads.deadline) { try Self.read(on: $0, usingCursors: true, body) }
    }

    package func write<Result: Sendable>(
        in order: SQLWriteOrder?, _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result {
        try await lanes.write(in: order, body)
    }

    /// Runs a command that cannot be part of a transaction, such as `CREATE DATABASE`.
    package func command(_ text: String) async throws {
        try await pool.run(until: pool.deadline) { connection in
            connection.send(text)
            connection.synchronize()
            try connection.wait()
        }
    }

    package func isReachable() async -> Bool {
        await pool.isReachable()
    }

    package var load: SQLDatabaseLoad {
        SQLDatabaseLoad(
            pools: [pool.load("main"), longReads.load("long_reads")] + [replica?.load].compactMap(\.self),
            waitingWrites: lanes.waiting, repetitions: pool.repetitions.value)
    }

    package func close() async {
        await replica?.close()
        await pool.close()
        await longReads.close()
    }

    private static func read<Result>(
        on connection: PostgresConnection, usingCursors: Bool, _ body: (any SQLTransaction) throws -> Result
    ) throws -> Result {
        let transaction = PostgresTransaction(connection, usesCursors: usingCursors)
        connection.send("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        // Nothing depends on how a read ends, so nobody waits for it.
        defer {
            connection.send("COMMIT")
            connection.synchronize()
        }
        do {
            let result = try body(transaction)
            try transaction.flush()
            return result
        } catch {
            throw transaction.failure ?? error
        }
    }
}
