/// How long something took, how often. An observation costs two atomic additions and takes no lock.
///
/// A class, because everything that observes the same shares it.
package final class Histogram: Sendable {
    /// The upper ends of the buckets, in microseconds: from reads on the event loop to a database that is away.
    package static let bounds = [
        250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000,
        30_000_000,
    ]

    /// What fell between a bound and the one before it; last, what was above all bounds.
    private let counts = (0...Histogram.bounds.count).map { _ in Counter() }
    private let sum = Counter()

    package init() {}

    package func observe(microseconds: Int) {
        var bucket = 0
        while bucket < Self.bounds.count, microseconds > Self.bounds[bucket] { bucket += 1 }
        counts[bucket].add()
        sum.add(microseconds)
    }

    /// How often what was observed took as long as each bound or less, how often there was something to observe, and how
    /// long all of it took, in microseconds. The counts always belong together.
    package var totals: (upToBounds: [Int], count: Int, microseconds: Int) {
        let microseconds = sum.value
        var (total, upToBounds): (Int, [Int]) = (0, [])
        for count in counts {
            total += count.value
            upToBounds.append(total)
        }
        return (upToBounds.dropLast(), total, microseconds)
    }
}
