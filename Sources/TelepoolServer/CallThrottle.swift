/// Refuses calls of a user that come more often than its rate limits allow.
///
/// For each user and operation there is a bucket that holds as many calls as the rate has, and is filled at that rate.
struct CallThrottle: Sendable {
    private struct Key: Hashable {
        var user: String
        var operation: String
    }

    private let limits: RateLimits
    private let buckets: Buckets<Key>

    init(_ limits: RateLimits, capacity: Int = 100_000) {
        self.limits = limits
        buckets = Buckets(capacity: capacity)
    }

    /// Takes a call out of its bucket.
    ///
    /// - Returns: whether there was one; what is refused does not count.
    func admits(user: String, operation: String, at now: ContinuousClock.Instant = .now) -> Bool {
        buckets.take(from: Key(user: user, operation: operation), limits.rate(of: operation), at: now)
    }

    /// How many buckets are remembered.
    var count: Int { buckets.count }
}
