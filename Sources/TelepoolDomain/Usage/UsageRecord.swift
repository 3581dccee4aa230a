package import TelepoolTime

/// Data that a card has used, as its source reports it.
package struct UsageRecord: Sendable, Equatable {
    /// Who reports it; ids of different sources are different. May be empty.
    package var source: String
    /// The source's own id: the same record may come any number of times and counts once.
    package var id: String
    package var card: SIMCardKey
    package var at: Timestamp
    package var up: DataAmount
    package var down: DataAmount

    package init(source: String = "", id: String, card: SIMCardKey, at: Timestamp, up: DataAmount, down: DataAmount) {
        self.source = source
        self.id = id
        self.card = card
        self.at = at
        self.up = up
        self.down = down
    }
}

/// What a card is called by.
package enum SIMCardKey: Sendable, Hashable {
    case iccid(String)
    case imsi(String)
    case msisdn(String)
}
