import GRDB
import Synchronization
import TelepoolSQL

/// The one connection that writes.
///
/// Writes that wait for each other are carried out in one transaction, each in a savepoint of its own, and are answered
/// after its commit: under load, one flush to the disk serves many of them. A class, because it owns the connection and
/// the queue of waiting writes.
final class SQLiteWriter: Sendable {
    /// More writes than this are not put into one transaction, so that the first of them does not wait too long.
    private static let batchLimit = 64

    private struct State {
        var waiting: [any WaitingWrite] = []
        var isDraining = false
        var isClosed = false
    }

    private let connection: DatabaseQueue
    private let state = Mutex(State())

    init(_ connection: DatabaseQueue) {
        self.connection = connection
    }

    /// Whether it is writing, and how many writes wait.
    var load: (isWriting: Bool, waiting: Int) { state.withLock { ($0.isDraining, $0.waiting.count) } }

    /// Reads on this connection, for a database in memory, which has no other.
    func read<Result>(_ body: (any SQLTransaction) throws -> Result) throws -> Result {
        guard !state.withLock({ $0.isClosed }) else { throw SQLError.closed }
        return try connection.unsafeRead { try SQLiteTransaction($0).run("BEGIN DEFERRED", body) }
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            submit(PendingWrite(body: body, continuation: continuation))
        }
    }

    /// Finishes the writes that wait, then closes the connection.
    func close() async {
        state.withLock { $0.isClosed = true }
        await withCheckedContinuation { continuation in
            connection.asyncWriteWithoutTransaction { _ in continuation.resume() }
        }
        try? connection.close()
    }
}

// MARK: - Batches

extension SQLiteWriter {
    private func submit(_ write: some WaitingWrite) {
        let (isRefused, startsDraining) = state.withLock { state in
            guard !state.isClosed else { return (true, false) }
            state.waiting.append(write)
            defer { state.isDraining = true }
            return (false, !state.isDraining)
        }
        if isRefused { write.finish(.closed) }
        if startsDraining { connection.asyncWriteWithoutTransaction { self.drain($0) } }
    }

    private func drain(_ database: Database) {
        let transaction = SQLiteTransaction(database)
        while true {
            let batch = state.withLock { state in
                let batch = Array(state.waiting.prefix(Self.batchLimit))
                state.waiting.removeFirst(batch.count)
                state.isDraining = !batch.isEmpty
                return batch
            }
            guard !batch.isEmpty else { return }
            let error = carryOut(batch, in: transaction)
            for write in batch { write.finish(error) }
        }
    }

    /// Carries out the writes of a batch in one transaction.
    ///
    /// - Returns: the error that undid all of them, or `nil` if those that did not fail by themselves are durable.
    private func carryOut(_ batch: [any WaitingWrite], in transaction: SQLiteTransaction) -> SQLError? {
        do throws(SQLError) {
            try transaction.execute("BEGIN IMMEDIATE")
            for write in batch {
                try transaction.execute("SAVEPOINT write")
                if !write.run(transaction), transaction.isOpen { try transaction.execute("ROLLBACK TO write") }
                // A full disk or a failing one makes SQLite roll back the whole transaction.
                guard transaction.isOpen else { throw SQLError.unavailable("SQLite rolled the transaction back.") }
                try transaction.execute("RELEASE write")
            }
            try transaction.execute("COMMIT")
            return nil
        } catch {
            transaction.rollBack()
            return error
        }
    }
}
