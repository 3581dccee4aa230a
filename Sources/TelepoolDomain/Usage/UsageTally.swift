import Synchronization
package import TelepoolTime

/// What came of usage records, for whoever counts them once they are committed.
package struct UsageCounts: Sendable, Equatable {
    package var accepted = 0
    package var duplicate = 0
    package var rejected = 0
    /// The time of the newest record that was accepted.
    package var newest: Timestamp?

    package init() {}

    package mutating func add(_ other: UsageCounts) {
        accepted += other.accepted
        duplicate += other.duplicate
        rejected += other.rejected
        if let time = other.newest { newest = max(newest ?? time, time) }
    }
}

/// Counts usage records while a transaction takes them in. What it has counted is true as soon as the transaction is
/// committed, and means nothing if it is not.
///
/// A class, because the transaction and whoever began it share it.
package final class UsageTally: Sendable {
    private let counted = Mutex(UsageCounts())

    package init() {}

    package var counts: UsageCounts { counted.withLock { $0 } }

    func add(_ records: [UsageRecord], _ outcomes: [ImportOutcome]) {
        var counts = UsageCounts()
        for (record, outcome) in zip(records, outcomes) {
            switch outcome {
            case .accepted:
                counts.accepted += 1
                counts.newest = max(counts.newest ?? record.at, record.at)
            case .duplicate: counts.duplicate += 1
            case .rejected: counts.rejected += 1
            }
        }
        counted.withLock { $0.add(counts) }
    }
}
