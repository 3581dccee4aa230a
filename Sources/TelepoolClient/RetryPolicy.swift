/// How often and when a call is made again that failed for a reason that may pass: the server could not be reached, the
/// answer was lost, or it was 429, 502, 503 or 504.
public struct RetryPolicy: Sendable {
    /// How often a call is made at most; 1 for never again.
    public var attempts: Int
    /// How long to wait before the second attempt; each further wait is twice as long. Of every wait, a random half is
    /// left out, so that clients that failed together do not come again together.
    public var firstWait: Duration
    /// The longest wait. A server that asks for more (`Retry-After`) is not asked again.
    public var longestWait: Duration
    /// Whether calls that write are made again although the one before may have been carried out.
    ///
    /// Telepool recognises a repetition by its invocation id or its `Idempotency-Key` and does it once. Huawei Cloud does
    /// not: there, set it to `false`, and only writes are repeated that were refused with 429.
    public var repeatsWrites: Bool

    public init(
        attempts: Int = 4, firstWait: Duration = .milliseconds(200), longestWait: Duration = .seconds(30),
        repeatsWrites: Bool = true
    ) {
        self.attempts = attempts
        self.firstWait = firstWait
        self.longestWait = longestWait
        self.repeatsWrites = repeatsWrites
    }

    /// Each call is made once.
    public static let never = RetryPolicy(attempts: 1)

    /// How long to wait after a failed attempt, from 1; `nil` where there is nothing to wait for.
    ///
    /// - Parameter random: 0 ..< 1.
    func wait(after attempt: Int, _ failure: ClientError, random: Double) -> Duration? {
        guard attempt < attempts, failure.mayPass else { return nil }
        let asked = failure.retryAfter ?? .zero
        guard asked <= longestWait else { return nil }
        let doubled = firstWait * (1 << min(attempt - 1, 20))
        return max(asked, min(doubled, longestWait) * (1 - random / 2))
    }
}
