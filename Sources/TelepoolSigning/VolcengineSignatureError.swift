/// Why the signature of a Volcengine request could not even be read, in the order of the checks
/// (`reference/volcengine-vms.md`, 2.6).
package enum VolcengineSignatureError: Error, Sendable, Equatable {
    /// Neither an `Authorization` header nor `X-Credential` or `X-Signature` in the query.
    case missingAuthenticationToken
    /// The header does not begin with `HMAC-SHA256 `, lacks a part or leaves `X-Date` unsigned.
    case invalidAuthorization
    /// The credential is not `AK/YYYYMMDD/region/service/request`, or its day is not the day of `X-Date`.
    case invalidCredential
    /// No `X-Date` in header or query.
    case missingTimestamp
    /// No `Signature` part.
    case missingSignature
    /// `X-Date` or `X-Expires` cannot be read.
    case invalidTimestamp
}
