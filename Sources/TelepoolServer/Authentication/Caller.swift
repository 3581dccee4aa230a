import TelepoolDomain

/// Who calls: whose inventory it is about, and what the caller may do.
struct Caller: Sendable {
    var account: AccountID
    var user: UserID
    var role: Role
    /// The key that the call was signed with; `nil` where it came with a token.
    var accessKeyID: String?
}
