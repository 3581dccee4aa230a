/// A rule of accounts, users, keys and tokens that a call would have broken.
package enum AccessError: Error, Sendable, Equatable {
    /// The server has an account of this name.
    case accountExists(String)
    /// The server has no such account, by its name or its domain's id.
    case unknownAccount(String)
    /// The account has a user of this name.
    case userExists(String)
    /// The account has no such user.
    case unknownUser(UserID)
    /// The user that was there first cannot be disabled or deleted, nor take another role; its account cannot be disabled.
    case isRoot
    /// What concerns an administrator of the server, only another one may do.
    case isOfAdministrator
    /// The account has no such key.
    case unknownAccessKey(String)
    /// The user has as many lasting keys as it may.
    case tooManyAccessKeys(limit: Int64)
    /// The account has no such token.
    case unknownToken
}
