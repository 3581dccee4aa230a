import TelepoolSQL
import TelepoolTime

/// The ledger of usage of an account: records, and the counters that are their sums.
package struct Usage {
    /// How far a record's time may lie ahead of the clock, in seconds.
    package static let tolerance: Int64 = 300

    let scope: TenantScope

    /// Takes records in: the records, the usage of each card and day and cycle, and the usage of each pool change
    /// together. Records are summed up first, so that it makes no difference whether they are of one pool or of many.
    ///
    /// - Returns: for each record, in the same order, what came of it.
    package func add(_ records: [UsageRecord]) throws -> [ImportOutcome] {
        var cards: [SIMCardKey: FoundCard] = [:]
        var sums = UsageSums()
        let firstOpen = try firstOpenCycles()
        let latest = scope.now.adding(seconds: Self.tolerance)
        let outcomes = try records.map { record -> ImportOutcome in
            guard record.at <= latest else { return .rejected(.future) }
            let found: FoundCard
            if let known = cards[record.card] {
                found = known
            } else {
                found = try sums.place(of: find(record.card), openFrom: firstOpen)
                cards[record.card] = found
            }
            guard case .one(let place) = found else {
                return .rejected(found == .none ? .unknownCard : .ambiguousCard)
            }
            let card = sums.cards[place].card
            let cycle = sums.cycle(of: card.carrier, at: record.at)
            guard cycle >= sums.cards[place].openFrom else { return .rejected(.tooOld) }
            let outcome = try insert(record, of: card)
            if outcome == .accepted { sums.add(record, at: place, in: cycle) }
            return outcome
        }
        try apply(sums)
        return outcomes
    }

    /// Usage is summed up by days of Beijing.
    static func day(of time: Timestamp) -> Int64 {
        (time.seconds + CivilTime.beijing).dividedDown(by: 86_400)
    }
}
