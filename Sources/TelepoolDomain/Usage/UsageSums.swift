import TelepoolTime

/// A card as the ledger needs it.
struct MeteredCard: Equatable {
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

/// What the number of a record stands for: nothing, the card in a place of the ``UsageSums``, or more than one.
enum FoundCard: Equatable {
    case none
    case one(Int)
    case several
}

/// The sums of a batch of records. Cards have places, so that a record is added without looking its card up again.
struct UsageSums {
    struct Traffic {
        var up: Int64 = 0
        var down: Int64 = 0
    }

    /// The use of a card by day and by cycle. There are few of either in a batch, so they are looked up one by one.
    struct CardUse {
        let card: MeteredCard
        /// The first cycle whose records are still taken.
        let openFrom: BillingCycle
        /// When the card was first used in the batch; `nil` while it was not.
        fileprivate(set) var first: Timestamp?
        fileprivate(set) var days: [(day: Int64, traffic: Traffic)] = []
        fileprivate(set) var cycles: [(cycle: BillingCycle, bytes: Int64)] = []

        fileprivate mutating func add(_ record: UsageRecord, in cycle: BillingCycle) {
            first = min(first ?? record.at, record.at)
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

    private(set) var cards: [CardUse] = []
    private var places: [SIMCardID: Int] = [:]
    /// The cycle that was asked for last, by carrier.
    private var latest: [(carrier: Carrier, cycle: BillingCycle, start: Timestamp, end: Timestamp)] = []

    /// Gives a card a place, unless it has one by another of its numbers.
    mutating func place(of cards: [MeteredCard], openFrom: [Carrier: BillingCycle]) -> FoundCard {
        guard let card = cards.first else { return .none }
        guard cards.count == 1 else { return .several }
        if let place = places[card.id] { return .one(place) }
        guard let first = openFrom[card.carrier] else { preconditionFailure("every carrier has cycles") }
        self.cards.append(CardUse(card: card, openFrom: first))
        places[card.id] = self.cards.count - 1
        return .one(self.cards.count - 1)
    }

    /// The cycle of a time; most records are of the same one.
    mutating func cycle(of carrier: Carrier, at time: Timestamp) -> BillingCycle {
        let index = latest.firstIndex { $0.carrier == carrier }
        if let index, latest[index].start <= time, time < latest[index].end { return latest[index].cycle }
        let cycle = carrier.cycle(at: time)
        let entry = (carrier, cycle, carrier.start(of: cycle), carrier.start(of: cycle.advanced(by: 1)))
        if let index { latest[index] = entry } else { latest.append(entry) }
        return cycle
    }

    mutating func add(_ record: UsageRecord, at place: Int, in cycle: BillingCycle) {
        cards[place].add(record, in: cycle)
    }
}
