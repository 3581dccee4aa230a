/// A rule of SIM cards that a call would have broken.
package enum SIMCardError: Sendable, Equatable {
    /// The account holds no such card.
    case unknown
    /// The card was deregistered.
    case disassembled(SIMCardID)
    /// Another card has or had this ICCID.
    case iccidTaken(String)
    /// The card's carrier does not offer this, or not for this card.
    case notOffered
    /// The carrier does not offer this speed.
    case unsupportedSpeed
    /// Only a card in use can be stopped.
    case notInUse
    /// Only a stopped card can be resumed, and not one whose plan has ended.
    case notSuspended
    /// The card, or its pool, has used what it has.
    case noDataLeft
    /// The card is in a state in which it cannot be activated.
    case notActivatable(SIMCardStatus)
    /// A work order of the same kind is not finished yet.
    case unfinished(WorkOrderType)
    /// The same was asked for less than five minutes ago.
    case repeatedTooSoon
    /// There is no such policy for switching networks.
    case unknownPolicy
}
