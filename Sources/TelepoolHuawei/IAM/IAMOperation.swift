import HTTPTypes
package import TelepoolREST

/// A look-up of IAM that a token or a signature authorises, called what the vendor's SDK calls it.
package protocol IAMOperation: RESTOperation where Failure == IAMError {}

/// The look-ups that are supported: one line each. Tokens are issued, checked and revoked by the server itself, since a
/// password takes longer to check than a transaction may.
package enum IAMOperations {
    package static let all: [RegisteredOperation<IAMError>] = [
        RegisteredOperation(KeystoneListProjects.self),
        RegisteredOperation(KeystoneListAuthProjects.self),
        RegisteredOperation(KeystoneListAuthDomains.self),
    ]

    /// The same by where they are found.
    package static let routes = RouteTable(all)
}
