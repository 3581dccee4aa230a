import Synchronization
import TelepoolSQL

/// Carries out writes: those of the same order in a lane of their own, one after another, on all nodes.
///
/// Each lane is held by a lock of the database's own, which is taken before the transaction sees anything. So writes of
/// the same order never get in each other's way, and those that wait in a lane are carried out in one transaction, each
/// in a savepoint of its own, and answered after its commit. A class, because it owns what waits.
final class WriteLanes: Sendable {
    /// More writes than this are not put into one transaction, so that the first of them does not wait too long.
    private static let batchLimit = 64

    private struct Waiting {
        var write: any WaitingWrite
        /// Until when it may wait for a database that cannot be reached.
        var deadline: ConnectionPool.Deadline
    }

    private let pool: ConnectionPool
    /// What waits in each lane that is being worked on.
    private let lanes = Mutex<[SQLWriteOrder: [Waiting]]>([:])

    init(_ pool: ConnectionPool) {
        self.pool = pool
    }

    /// How many writes wait for others of the same order.
    var waiting: Int { lanes.withLock { $0.values.reduce(0) { $0 + $1.count } } }

    func write<Result: Sendable>(
        in order: SQLWriteOrder?, _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            submit(Waiting(write: PendingWrite(body: body, continuation: continuation), deadline: pool.deadline), order)
        }
    }

    private func submit(_ waiting: Waiting, _ order: SQLWriteOrder?) {
        guard let order else {
            pool.submit { self.carryOut([waiting], in: nil, isOpen: $0) }
            return
        }
        let isFirst = lanes.withLock { lanes in
            defer { lanes[order, default: []].append(waiting) }
            return lanes[order] == nil
        }
        if isFirst { advance(order) }
    }

    /// Carries out what waits in a lane, a batch at a time; other lanes have their turns in between.
    private func advance(_ order: SQLWriteOrder) {
        pool.submit { isOpen in
            let batch = self.lanes.withLock { lanes in
                let batch = Array(lanes[order, default: []].prefix(Self.batchLimit))
                lanes[order]?.removeFirst(batch.count)
                if batch.isEmpty { lanes[order] = nil }
                return batch
            }
            guard !batch.isEmpty else { return }
            self.carryOut(batch, in: order, isOpen: isOpen)
            self.advance(order)
        }
    }

    private func carryOut(_ batch: [Waiting], in order: SQLWriteOrder?, isOpen: Bool) {
        var error: SQLError?
        do {
            guard isOpen, let deadline = batch.map(\.deadline).min() else { throw SQLError.closed }
            try pool.withConnection(until: deadline) { try commit(batch.map(\.write), in: order, on: $0) }
        } catch let failure as SQLError {
            error = failure
        } catch let failure {
            error = .failed("\(failure)")
        }
        for waiting in batch { waiting.write.finish(error) }
    }

    /// Carries out writes in one transaction.
    ///
    /// - Throws: what undid all of them; those that fail by themselves keep their failures.
    private func commit(
        _ writes: [any WaitingWrite], in order: SQLWriteOrder?, on connection: PostgresConnection
    ) throws(PostgresFailure) {
        let transaction = PostgresTransaction(connection)
        if let order {
            connection.send("SELECT pg_advisory_lock(\(order.rawValue))")
            connection.synchronize()
        }
        connection.send("BEGIN ISOLATION LEVEL SERIALIZABLE")
        for write in writes {
            connection.send("SAVEPOINT write")
            if !write.run(transaction) { connection.send("ROLLBACK TO write") }
            if let failure = transaction.failure {
                end("ROLLBACK", order, connection)
                throw failure
            }
            connection.send("RELEASE write")
        }
        do {
            end("COMMIT", order, connection)
            try connection.wait()
        } catch {
            // It was skipped with what failed before it.
            unlock(order, connection)
            connection.synchronize()
            // Nobody can tell whether a commit without an answer took place. The caller has to find out.
            throw error.remedy == .reconnect ? PostgresFailure(error: error.error, remedy: .none) : error
        }
    }

    /// Ends a transaction and lets the next one of its order begin, by one message: a node that stops here stops nobody.
    private func end(_ command: String, _ order: SQLWriteOrder?, _ connection: PostgresConnection) {
        connection.send(command)
        unlock(order, connection)
        connection.synchronize()
    }

    private func unlock(_ order: SQLWriteOrder?, _ connection: PostgresConnection) {
        if let order { connection.send("SELECT pg_advisory_unlock(\(order.rawValue))") }
    }
}
