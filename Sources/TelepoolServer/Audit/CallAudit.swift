import TelepoolDomain

/// What is known of a call while it is answered, for the audit log.
struct CallAudit: Sendable {
    /// Who calls, once that is proven.
    private(set) var caller: Caller?
    /// The access key that a call claims to be signed with, while nobody has proven it.
    var claimedKey: String?
    /// The account that a log-in is about, though it may not succeed.
    var account: AccountID?
    /// Whether the call came to where it has to say who it is.
    var isAuthenticating = false
    var call: AuditCall

    init(_ call: HTTPCall, face: Face, operation: String, requestID: String) {
        self.call = AuditCall(
            face: face.rawValue, operation: operation, requestID: requestID, remoteAddress: call.remoteAddress)
    }

    mutating func prove(_ caller: Caller) {
        self.caller = caller
        isAuthenticating = false
        account = caller.account
        call.user = caller.user
        call.credential = caller.credential
    }

    /// Tells what is asked for.
    mutating func describe(_ call: HTTPCall) {
        if self.call.request.isEmpty { self.call.request = AuditedRequest.text(call) }
    }
}
