import TelepoolDomain

/// Who calls: whose inventory it is about, and what the caller may do.
struct Caller: Sendable {
    var account: AccountID
    var user: UserID
    var role: Role
    /// The key that the call was signed with; `nil` where it came with a token.
    var accessKeyID: String?
    /// What the call was signed with; `nil` where it came with a token.
    var signature: SignedOnce?

    init(account: AccountID, user: UserID, role: Role, accessKeyID: String?) {
        self.account = account
        self.user = user
        self.role = role
        self.accessKeyID = accessKeyID
    }

    /// The holder of a token.
    init(_ token: Token) {
        self.init(account: token.account.id, user: token.user.id, role: token.user.role, accessKeyID: nil)
    }
}
