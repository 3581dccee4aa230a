/// As whom a client calls.
public struct Credentials: Sendable {
    enum Kind: Sendable {
        case accessKey(id: String, secret: String, sessionToken: String?)
        case iamToken(String)
    }

    let kind: Kind

    /// An access key, which requests are signed with.
    ///
    /// - Parameter sessionToken: what belongs to a temporary key; sent as `X-Security-Token`.
    public static func accessKey(id: String, secret: String, sessionToken: String? = nil) -> Credentials {
        Credentials(kind: .accessKey(id: id, secret: secret, sessionToken: sessionToken))
    }

    /// A token of IAM, sent as `X-Auth-Token`. Volcengine's face takes none.
    public static func iamToken(_ token: String) -> Credentials {
        Credentials(kind: .iamToken(token))
    }
}
