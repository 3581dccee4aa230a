import Synchronization

/// Buckets that are filled at a rate and hold as much as the rate has in its period.
///
/// A bucket is kept as the instant at which it will be full again, by the system's monotonic clock; one that is full is
/// forgotten. A class, because all requests share it.
final class Buckets<Key: Hashable & Sendable>: Sendable {
    /// How many buckets are remembered at most.
    private let capacity: Int
    private let fullAt = Mutex<[Key: ContinuousClock.Instant]>([:])

    init(capacity: Int = 100_000) {
        self.capacity = capacity
    }

    /// Takes one out of a bucket.
    ///
    /// - Returns: whether there was one; what is refused does not count.
    func take(from key: Key, _ rate: RateLimits.Rate, at now: ContinuousClock.Instant = .now) -> Bool {
        let interval = rate.period / rate.calls
        return fullAt.withLock { fullAt in
            let next = max(fullAt[key] ?? now, now) + interval
            guard next - now <= interval * rate.calls else { return false }
            if fullAt[key] == nil { makeRoom(in: &fullAt, at: now) }
            fullAt[key] = next
            return true
        }
    }

    /// Takes many out of a bucket, more than there are if need be.
    ///
    /// - Parameter limit: how long a bucket may be overdrawn before; `nil` for as long as one likes.
    /// - Returns: for how long it was overdrawn; `nil` for too long: then nothing was taken.
    func overdraw(
        _ count: Int, from key: Key, _ rate: RateLimits.Rate, upTo limit: Duration?,
        at now: ContinuousClock.Instant = .now
    ) -> Duration? {
        fullAt.withLock { fullAt in
            let full = max(fullAt[key] ?? now, now)
            let wait = max(.zero, full - now - rate.period)
            if let limit, wait > limit { return nil }
            if fullAt[key] == nil { makeRoom(in: &fullAt, at: now) }
            fullAt[key] = full + rate.period / rate.calls * count
            return wait
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
