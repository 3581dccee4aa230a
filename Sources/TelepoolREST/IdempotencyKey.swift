/// The header that makes a call that writes the repetition of another: it is done once and answered alike.
package enum IdempotencyKey {
    package static let header: StaticString = "Idempotency-Key"
    /// How long a key may be, in bytes.
    package static let lengths = 1...128
}
