import Foundation
import Synchronization
import TelepoolSQL

/// Runs reads that may take long on threads of their own, a few at once; others wait for their turn.
///
/// A class, because it counts those that are under way or wait.
final class LongReads: Sendable {
    /// How many run at once; more would take the processors from everything else.
    private static let limit = 4
    /// How many may run or wait.
    private static let greatestCount = 100

    private let queue = OperationQueue()
    private let count = Atomic<Int>(0)

    init() {
        queue.name = "telepool.long-reads"
        queue.maxConcurrentOperationCount = Self.limit
    }

    /// How many run, and how many wait.
    var load: (running: Int, waiting: Int) {
        let count = count.load(ordering: .relaxed)
        return (min(count, Self.limit), max(0, count - Self.limit))
    }

    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        defer { count.subtract(1, ordering: .relaxed) }
        guard count.add(1, ordering: .relaxed).newValue <= Self.greatestCount else {
            throw SQLError.unavailable("There are \(Self.greatestCount) long reads under way.")
        }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Swift.Result { try body() }) }
        }
    }
}
