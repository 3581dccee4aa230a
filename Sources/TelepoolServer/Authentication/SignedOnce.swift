import TelepoolTime

/// A signature as what makes a request the same as one before: whoever sends it again has not asked for anything new.
struct SignedOnce: Sendable {
    /// The signature itself.
    var signature: String
    /// Until when it is accepted.
    var expiresAt: Timestamp
    /// Whether it is one of the body too.
    var coversBody: Bool
    /// Whether it is one of the header that may name the call, so that nobody else can give it another name.
    var coversName: Bool
}
