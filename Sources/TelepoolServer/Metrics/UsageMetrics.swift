import Synchronization
import TelepoolDomain
import TelepoolMetrics
import TelepoolTime

/// Counts the usage records that were committed.
///
/// A class, because all requests share it.
final class UsageMetrics: Sendable {
    private let total = Mutex(UsageCounts())

    /// Adds what a transaction has counted, after its commit.
    func add(_ tally: UsageTally) {
        let counts = tally.counts
        guard counts != UsageCounts() else { return }
        total.withLock { $0.add(counts) }
    }

    func write(to text: inout MetricsText) {
        let total = total.withLock { $0 }
        text.family("telepool_usage_records_total", .counter, "Usage records, by what came of them.")
        text.sample(["outcome": "accepted"], total.accepted)
        text.sample(["outcome": "duplicate"], total.duplicate)
        text.sample(["outcome": "rejected"], total.rejected)
        text.family(
            "telepool_usage_newest_record_timestamp_seconds", .gauge,
            "The time of the newest usage record that this process has accepted; absent before the first.")
        if let newest = total.newest { text.sample([:], Double(newest.milliseconds) / 1000) }
    }
}
