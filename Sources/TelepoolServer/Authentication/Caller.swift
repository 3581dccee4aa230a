import TelepoolDomain

/// Who calls: whose inventory it is about, and what the caller may do.
struct Caller: Sendable {
    var account: AccountID
    var user: UserID
    var role: Role
    /// The key that the call was signed with; `nil` where it came with a token.
    var accessKeyID: String?
    /// What the audit log calls that key, or `token`.
    var credential = "token"
    /// What the call was signed with; `nil` where it came with a token.
    var signature: SignedOnce?
    /// What that key is limited to.
    var limits = KeyLimits.none
    /// Whether that key is a temporary one.
    var isTemporary = false
    /// Calls and usage records in a second that the account may make and send.
    var rates: Quota
    var isAdministrator: Bool { role == .administrator }

    /// The holder of a token.
    init(_ token: Token) {
        (account, user, role) = (token.account.id, token.user.id, token.user.role)
        rates = token.account.quota
    }

    /// The holder of a key.
    init(_ key: AccessKey) {
        (account, user, role, accessKeyID) = (key.account, key.user, key.role, key.id)
        credential = AuditMask.key(key.id)
        (limits, rates, isTemporary) = (key.limits, key.rates, key.sessionDigest != nil)
    }

    /// Whether the caller may call an operation, from where it calls and about what it names.
    func may(call operation: String, _ access: Access, from address: String, pools: () -> [String]) -> Bool {
        guard role.includes(access.role) else { return false }
        guard limits != .none else { return true }
        return limits.includes(action: operation) && limits.includes(address: address)
            && (limits.pools.isEmpty || limits.includes(pools: pools()))
    }
}
