import Synchronization

/// A write that waits for its turn, so that several can be made durable by one commit.
package protocol WaitingWrite: Sendable {
    /// Carries it out; what comes of it stays here until the commit.
    ///
    /// - Returns: whether it succeeded.
    func run(_ transaction: any SQLTransaction) -> Bool

    /// Tells the caller what came of it, or the error that undid it.
    func finish(_ error: SQLError?)
}

/// A class, because its outcome is set on a driver's thread and read there again later.
package final class PendingWrite<Result: Sendable>: WaitingWrite {
    private let body: @Sendable (any SQLTransaction) throws -> Result
    private let continuation: CheckedContinuation<Result, any Error>
    private let outcome = Mutex<Swift.Result<Result, any Error>?>(nil)

    package init(
        body: @escaping @Sendable (any SQLTransaction) throws -> Result,
        continuation: CheckedContinuation<Result, any Error>
    ) {
        self.body = body
        self.continuation = continuation
    }

    package func run(_ transaction: any SQLTransaction) -> Bool {
        var result = Swift.Result { try body(transaction) }
        // A statement that failed came before whatever `body` ended with, even if it is only heard of now.
        do throws(SQLError) {
            try transaction.flush()
        } catch {
            result = .failure(error)
        }
        outcome.withLock { $0 = result }
        return (try? result.get()) != nil
    }

    package func finish(_ error: SQLError?) {
        if let error {
            continuation.resume(throwing: error)
        } else if let outcome = outcome.withLock({ $0 }) {
            continuation.resume(with: outcome)
        } else {
            preconditionFailure("a write is carried out before it is finished")
        }
    }
}
