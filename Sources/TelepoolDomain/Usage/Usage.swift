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
        let latest = scope.now.adding(seconds: Self.tolerance)
        var sums = UsageSums()
        let places = try places(of: records, in: &sums)
        var outcomes: [ImportOutcome] = []
        outcomes.reserveCapacity(records.count)
        // What could be taken, and where its outcomes stand.
        var (fit, indexes): ([(record: UsageRecord, card: SIMCardID)], [Int]) = ([], [])
        for record in records {
            var outcome = ImportOutcome.accepted
            if record.at > latest {
                outcome = .rejected(.future)
            } else if case .one(let place)? = places[record.card] {
                let card = sums.cards[place].card
                if sums.cycle(of: card.carrier, at: record.at) < sums.cards[place].openFrom {
                    outcome = .rejected(.tooOld)
                } else {
                    fit.append((record, card.id))
                    indexes.append(outcomes.count)
                }
            } else {
                outcome = .rejected(places[record.card] == .several ? .ambiguousCard : .unknownCard)
            }
            outcomes.append(outcome)
        }
        for (index, outcome) in zip(indexes, try insert(fit)) {
            outcomes[index] = outcome
            let record = records[index]
            guard outcome == .accepted, case .one(let place)? = places[record.card] else { continue }
            let cycle = sums.cycle(of: sums.cards[place].card.carrier, at: record.at)
            sums.add(record, at: place, in: cycle)
        }
        try apply(sums)
        return outcomes
    }

    /// Looks the cards of records up, each once, and gives them places among the sums.
    private func places(of records: [UsageRecord], in sums: inout UsageSums) throws -> [SIMCardKey: FoundCard] {
        let firstOpen = try firstOpenCycles()
        let keys = Array(Set(records.lazy.map(\.card)))
        var places: [SIMCardKey: FoundCard] = [:]
        places.reserveCapacity(keys.count)
        for (key, cards) in zip(keys, try find(keys)) { places[key] = sums.place(of: cards, openFrom: firstOpen) }
        return places
    }

    /// Usage is summed up by days of Beijing.
    static func day(of time: Timestamp) -> Int64 {
        (time.seconds + CivilTime.beijing).dividedDown(by: 86_400)
    }
}
