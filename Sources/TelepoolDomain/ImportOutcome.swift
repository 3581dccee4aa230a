/// What came of one row of an import.
package enum ImportOutcome: Sendable, Equatable {
    case accepted
    /// The same row is there already; nothing was changed.
    case duplicate
    case rejected(ImportRejection)
}

/// Why a row that could be read was not taken.
package enum ImportRejection: Sendable, Equatable {
    /// The number is in another pool, or not available to this account.
    case numberHeldElsewhere
    /// The card is there with other contents.
    case cardDiffers
    /// The account has no such card.
    case unknownCard
    /// The record is there with other contents.
    case recordDiffers
    /// The time lies in the future.
    case future
}
