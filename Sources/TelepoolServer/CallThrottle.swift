import Synchronization

/// Refuses calls of a user that come more often than its rate limits allow.
///
/// For each user and operation there is a bucket that holds as many calls as the rate has, and is filled at that rate. A
/// bucket is kept as the instant at which it will be full again, by the system's monotonic clock; one that is full is
/// forgotten. A class, because all requests share it.
final class CallThrottle: Sendable {
    private struct Key: Hashable {
        var user: String
        var operation: String
    }

    private let limits: RateLimits
    /// How many buckets are remembered at most.
    private let capacity: Int
    private let fullAt = Mutex<[Key: ContinuousClock.Instant]>([:])

    init(_ limits: RateLimits, capacity: Int = 100_000) {
        self.limits = limits
        self.capacity = capacity
    }

    /// Takes a call out of its bucket.
    ///
    /// - Returns: whether there was one; what is refused does not count.
    func admits(user: String, operation: String, at now: ContinuousClock.Instant = .now) -> Bool {
        let rate = limits.rate(of: operation)
        let interval = rate.period / rate.calls
        let key = Key(user: user, operation: operation)
        return fullAt.withLock { fullAt in
            let next = max(fullAt[key] ?? now, now) + interval
            guard next - now <= interval * rate.calls else { return false }
            if fullAt[key] == nil { makeRoom(in: &fullAt, at: now) }
            fullAt[key] = next
            return true
        }
    }

    /// How many buckets are remembered.
    var count: Int { fullAt.withLock(\.count) }

    /// Forgets buckets that are full. Should there be too many that are not, all are forgotten: rather a few calls too
    /// many than a memory without bound.
    private func makeRoom(in fullAt: inout [Key: ContinuousClock.Instant], at now: ContinuousClock.Instant) {
        guard fullAt.count >= capacity else { return }
        fullAt = fullAt.filter { $0.value > now }
        if fullAt.count >= capacity { fullAt.removeAll() }
    }
}
