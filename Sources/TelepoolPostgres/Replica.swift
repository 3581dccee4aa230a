import Synchronization
import TelepoolSQL

/// A server that follows the one that is written to, and takes reads off it.
///
/// A read there misses nothing that was committed before it began, whoever committed it: the read asks the primary how far
/// it has come, and the replica whether it has come as far. Where it has not within a moment, or cannot be reached, the
/// primary answers. A class, because reads that begin at once share one question.
final class Replica: Sendable {
    /// How long a read waits for the replica to catch up, in steps of so many milliseconds.
    private static let (steps, step): (Int, Int) = (10, 2)
    /// How long a replica that failed is left alone.
    private static let rest = Duration.seconds(1)

    /// It has not come as far as the primary.
    private struct IsBehind: Error {}

    private struct State {
        var isAsking = false
        /// Those who wait for the next answer of the primary.
        var waiting: [CheckedContinuation<Int64, any Error>] = []
        var restEnd = ContinuousClock.now
    }

    private let primary: ConnectionPool
    private let pool: ConnectionPool
    private let state = Mutex(State())

    init(_ target: PostgresTarget, connections: Int, of primary: ConnectionPool) {
        self.primary = primary
        pool = ConnectionPool(target, connections: connections)
    }

    /// Runs `body` on the replica.
    ///
    /// - Returns: `nil` where the primary has to be asked instead.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws -> Result
    ) async throws -> Result? {
        guard state.withLock({ $0.restEnd < .now }) else { return nil }
        let position = try await primaryPosition()
        do {
            return try await pool.run(until: .now) { connection in
                try Self.wait(for: position, on: connection)
                return try body(connection)
            }
        } catch is IsBehind {
            return nil
        } catch SQLError.unavailable {
            state.withLock { $0.restEnd = .now + Self.rest }
            return nil
        }
    }

    var load: SQLDatabaseLoad.Pool { pool.load("replica") }

    func close() async {
        await pool.close()
    }

    /// Up to where the primary's log is on its disk, which is behind everything that was answered as committed.
    private func primaryPosition() async throws -> Int64 {
        try await withCheckedThrowingContinuation { continuation in
            let isFirst = state.withLock { state in
                state.waiting.append(continuation)
                defer { state.isAsking = true }
                return !state.isAsking
            }
            if isFirst { ask() }
        }
    }

    /// Answers those who wait; those who come meanwhile wait for the next answer.
    private func ask() {
        let deadline = primary.deadline
        primary.submit { isOpen in
            let waiting = self.state.withLock { state in
                defer { state.waiting = [] }
                return state.waiting
            }
            let position = Swift.Result {
                guard isOpen else { throw SQLError.closed }
                return try self.primary.withConnection(until: deadline) {
                    try Self.integer("SELECT pg_current_wal_flush_lsn() - '0/0'::pg_lsn", on: $0)
                }
            }
            for continuation in waiting { continuation.resume(with: position) }
            let hasMore = self.state.withLock { state in
                state.isAsking = !state.waiting.isEmpty
                return state.isAsking
            }
            if hasMore { self.ask() }
        }
    }

    private static func wait(for position: Int64, on connection: PostgresConnection) throws {
        for attempt in 0..<steps {
            if attempt > 0 { ConnectionPool.sleep(milliseconds: step) }
            // A server that follows no other has replayed nothing; it has everything, if it has become the primary.
            let replayed = try integer(
                """
                SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_flush_lsn() END
                 - '0/0'::pg_lsn
                """, on: connection)
            if replayed >= position { return }
        }
        throw IsBehind()
    }

    private static func integer(_ query: SQLStatement, on connection: PostgresConnection) throws(PostgresFailure)
        -> Int64
    {
        let rows = try connection.run(query)
        return rows.count == 1 ? PostgresRow(result: rows.result, index: 0).integer(0) : 0
    }
}
