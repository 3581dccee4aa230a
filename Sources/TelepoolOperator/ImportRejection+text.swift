import TelepoolDomain

/// How this API names the reasons for which a row is not taken.
extension ImportRejection {
    var code: String {
        switch self {
        case .numberHeldElsewhere: "NumberHeldElsewhere"
        case .numberDiffers: "NumberDiffers"
        case .unknownNumber: "UnknownNumber"
        case .notAppliedFor: "NotAppliedFor"
        case .numberBound: "NumberBound"
        case .numberReserved: "NumberReserved"
        case .numberFixed: "NumberFixed"
        case .cardDiffers: "CardDiffers"
        case .unknownCard: "UnknownCard"
        case .recordDiffers: "RecordDiffers"
        case .ambiguousCard: "AmbiguousCard"
        case .tooOld: "TooOld"
        case .future: "Future"
        }
    }

    var reason: String {
        switch self {
        case .numberHeldElsewhere: "the number is in another pool or not available"
        case .numberDiffers: "the number is in this pool with other contents"
        case .unknownNumber: "the account does not hold this number"
        case .notAppliedFor: "nobody applied for the number, or for so many in its city"
        case .numberBound: "the number is bound"
        case .numberReserved: "the number is reserved"
        case .numberFixed: "the number was cancelled or disabled by the platform"
        case .cardDiffers: "there is a card with this iccid and other contents"
        case .unknownCard: "there is no such card"
        case .recordDiffers: "there is a record with this id and other contents"
        case .ambiguousCard: "more than one card answers to this number"
        case .tooOld: "the record is of a billing cycle that is closed"
        case .future: "the time lies in the future"
        }
    }
}
