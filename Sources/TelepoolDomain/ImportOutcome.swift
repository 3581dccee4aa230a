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
    /// The number is in this pool with other contents.
    case numberDiffers
    /// The account does not hold the number.
    case unknownNumber
    /// Nobody applied for the number, or for so many in its city.
    case notAppliedFor
    /// The number is bound.
    case numberBound
    /// The number is reserved.
    case numberReserved
    /// The platform disabled the number, or it was cancelled.
    case numberFixed
    /// The card is there with other contents.
    case cardDiffers
    /// The account has no such card.
    case unknownCard
    /// The record is there with other contents.
    case recordDiffers
    /// More than one card answers to this number.
    case ambiguousCard
    /// The record is of a cycle whose records are no longer kept.
    case tooOld
    /// The time lies in the future.
    case future
}
