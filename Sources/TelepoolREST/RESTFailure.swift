package import TelepoolDomain

/// An error of a REST face: what the face says when something is wrong, in its own words and shape.
package protocol RESTFailure: Error, Sendable {
    /// The HTTP status.
    var status: Int { get }
    /// What kind of error it is, for programs and for the log.
    var code: String { get }
    /// The body of the answer.
    func body(requestID: String) -> [UInt8]

    /// A rule of the domain was broken.
    init(_ error: DomainError)

    static var unknownPath: Self { get }
    static var otherMethods: Self { get }
    static func bodyTooLarge(limit: Int) -> Self
    /// The body did not arrive in time.
    static var requestTimeout: Self { get }
    /// The request is not what its own headers say.
    static var malformedRequest: Self { get }
    /// The caller is not who it says.
    static func unauthorized(_ detail: String) -> Self
    static var tokenExpired: Self { get }
    /// The caller's role does not include the operation.
    static func forbidden(_ operation: String) -> Self
    /// The account makes more calls than it may.
    static var throttled: Self { get }
    /// Another call was made with the same key.
    static var repeatedDifferently: Self { get }
    /// The service cannot be used at present.
    static var unavailable: Self { get }
    static var unexpected: Self { get }
}
