/// A rule of tags and custom attributes that a call would have broken.
package enum SIMLabelError: Sendable, Equatable {
    /// The account has a tag of this name.
    case tagExists(String)
    /// The account has as many tags as it may.
    case tagQuotaExceeded(limit: Int64)
    /// The account has no such tag.
    case unknownTag(SIMTagID)
    /// The account has none of these cards and tags, which are told as the call named them.
    case unknownCardsOrTags([String])

    /// The account has a custom attribute of this name.
    case attributeExists(String)
    /// The account has as many custom attributes as there are places for.
    case attributeQuotaExceeded(limit: Int64)
    /// The account has no such custom attribute.
    case unknownAttribute(SIMAttributeID)
    /// Values that could not be set, so that none was.
    case attributesNotSet([SIMAttributeFailure])
}

/// Why a value of a card could not be set.
package struct SIMAttributeFailure: Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
        /// The account has no such card.
        case unknownCard
        /// The attribute in this place, 1 … 6, is not there or not enabled.
        case notEnabled(slot: Int64)
    }

    /// The card as the call named it; by its id where it was found.
    package var card: SIMCardReference
    package var reason: Reason
}
