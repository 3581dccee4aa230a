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
        var cards: [SIMCardKey: MeteredCard.Found] = [:]
        var sums = UsageSums()
        let firstOpen = Dictionary(uniqueKeysWithValues: Carrier.allCases.map { ($0, firstOpenCycle(of: $0)) })
        let latest = scope.now.adding(seconds: Self.tolerance)
        let outcomes = try records.map { record -> ImportOutcome in
            guard record.at <= latest else { return .rejected(.future) }
            let found: MeteredCard.Found
            if let known = cards[record.card] {
                found = known
            } else {
                found = try find(record.card)
                cards[record.card] = found
            }
            guard case .one(let card) = found else {
                return .rejected(found == .none ? .unknownCard : .ambiguousCard)
            }
            let cycle = sums.cycle(of: card.carrier, at: record.at)
            guard let first = firstOpen[card.carrier], cycle >= first else { return .rejected(.tooOld) }
            let outcome = try insert(record, of: card)
            if outcome == .accepted { sums.add(record, of: card, in: cycle) }
            return outcome
        }
        try apply(sums)
        return outcomes
    }

    /// The first cycle whose records are still kept, and so still taken.
    package func firstOpenCycle(of carrier: Carrier) -> BillingCycle {
        let retention = scope.environment.usageRetention
        var cycle = carrier.cycle(at: scope.now).advanced(by: -retention.cycles)
        while carrier.start(of: cycle.advanced(by: retention.cycles)).adding(seconds: retention.days * 86_400)
            > scope.now
        {
            cycle = cycle.advanced(by: -1)
        }
        return cycle
    }

    /// Usage is summed up by days of Beijing.
    static func day(of time: Timestamp) -> Int64 {
        (time.seconds + CivilTime.beijing).dividedDown(by: 86_400)
    }
}

/// A card as the ledger needs it.
struct MeteredCard: Equatable {
    enum Found: Equatable {
        case none
        case one(MeteredCard)
        case several
    }

    var id: SIMCardID
    var carrier: Carrier
    var monthly: DataAmount
    /// The threshold that stops the card, in MB; -1 for none.
    var quotaMegabytes: Int64
    var isActivatable: Bool
    var pool: SIMPoolID?
    /// From which cycle on its usage is the pool's.
    var pooledFrom: BillingCycle
}

/// The sums of a batch of records.
struct UsageSums {
    struct Traffic {
        var up: Int64 = 0
        var down: Int64 = 0
    }

    /// The use of a card by day and by cycle. There are few of either in a batch, so they are looked up one by one.
    struct CardUse {
        var card: MeteredCard
        /// When the card was first used in the batch.
        var first: Timestamp
        private(set) var days: [(day: Int64, traffic: Traffic)] = []
        private(set) var cycles: [(cycle: BillingCycle, bytes: Int64)] = []

        init(card: MeteredCard, first: Timestamp) {
            self.card = card
            self.first = first
        }

        mutating func add(_ record: UsageRecord, in cycle: BillingCycle) {
            first = min(first, record.at)
            let day = Usage.day(of: record.at)
            let traffic = Traffic(up: record.up.bytes, down: record.down.bytes)
            if let index = days.firstIndex(where: { $0.day == day }) {
                days[index].traffic.up += traffic.up
                days[index].traffic.down += traffic.down
            } else {
                days.append((day, traffic))
            }
            if let index = cycles.firstIndex(where: { $0.cycle == cycle }) {
                cycles[index].bytes += traffic.up + traffic.down
            } else {
                cycles.append((cycle, traffic.up + traffic.down))
            }
        }
    }

    private(set) var cards: [SIMCardID: CardUse] = [:]
    private var bounds: [Carrier: (cycle: BillingCycle, start: Timestamp, end: Timestamp)] = [:]

    /// The cycle of a time; most records are of the same one.
    mutating func cycle(of carrier: Carrier, at time: Timestamp) -> BillingCycle {
        if let known = bounds[carrier], known.start <= time, time < known.end { return known.cycle }
        let cycle = carrier.cycle(at: time)
        bounds[carrier] = (cycle, carrier.start(of: cycle), carrier.start(of: cycle.advanced(by: 1)))
        return cycle
    }

    mutating func add(_ record: UsageRecord, of card: MeteredCard, in cycle: BillingCycle) {
        cards[card.id, default: CardUse(card: card, first: record.at)].add(record, in: cycle)
    }
}
