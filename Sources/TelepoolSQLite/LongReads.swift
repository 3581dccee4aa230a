import Dispatch
import Synchronization
import TelepoolSQL

/// Runs reads that may take long on threads of their own, a few at once.
///
/// A class, because it counts those that are under way.
final class LongReads: Sendable {
    /// How many run at once; more would take the processors from everything else.
    static let limit = 4

    private let queue = DispatchQueue(label: "telepool.long-reads", attributes: .concurrent)
    private let running = Atomic<Int>(0)

    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        defer { running.subtract(1, ordering: .relaxed) }
        guard running.add(1, ordering: .relaxed).newValue <= Self.limit else {
            throw SQLError.unavailable("There are \(Self.limit) long reads under way.")
        }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result { try body() }) }
        }
    }
}
