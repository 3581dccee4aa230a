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
        let cards = try cards(of: records, in: &sums)
        // What can be taken, and where in the sums it belongs.
        var fit: [(index: Int, place: Int, cycle: BillingCycle)] = []
        fit.reserveCapacity(records.count)
        var outcomes = zip(records, cards).enumerated().map { index, entry -> ImportOutcome in
            let (record, card) = entry
            guard record.at <= latest else { return .rejected(.future) }
            guard case .one(let place) = card else {
                return .rejected(card == .none ? .unknownCard : .ambiguousCard)
            }
            let cycle = sums.cycle(of: sums.cards[place].card.carrier, at: record.at)
            guard cycle >= sums.cards[place].openFrom else { return .rejected(.tooOld) }
            fit.append((index, place, cycle))
            return .accepted
        }
        let inserted = try insert(fit.map { (records[$0.index], sums.cards[$0.place].card.id) })
        for (entry, outcome) in zip(fit, inserted) {
            outcomes[entry.index] = outcome
            if outcome == .accepted { sums.add(records[entry.index], at: entry.place, in: entry.cycle) }
        }
        try apply(sums)
        scope.tally?.add(records, outcomes)
        note(records, outcomes)
        return outcomes
    }

    private func note(_ records: [UsageRecord], _ outcomes: [ImportOutcome]) {
        let accepted = zip(records, outcomes).lazy.filter { $1 == .accepted }.count
        guard accepted > 0 else { return }
        scope.trail.changed(
            .init(.usage, records.first?.source ?? ""), from: [:],
            to: [
                "records_added": .plain(accepted), "records": .plain(records.count),
                "first": .text(records.first?.id ?? ""), "last": .text(records.last?.id ?? ""),
            ])
    }

    /// Looks the cards of records up, each once, and gives them places among the sums.
    private func cards(of records: [UsageRecord], in sums: inout UsageSums) throws -> [FoundCard] {
        var (keys, indexes): ([SIMCardKey], [SIMCardKey: Int]) = ([], [:])
        let ofRecords = records.map { record in
            if let index = indexes[record.card] { return index }
            indexes[record.card] = keys.count
            keys.append(record.card)
            return keys.count - 1
        }
        let firstOpen = try firstOpenCycles()
        let found = try find(keys).map { sums.place(of: $0, openFrom: firstOpen) }
        return ofRecords.map { found[$0] }
    }

    /// Usage is summed up by days of Beijing.
    static func day(of time: Timestamp) -> Int64 {
        (time.seconds + CivilTime.beijing).dividedDown(by: 86_400)
    }
}
