/// Something that a profile, the environment or the command line may say about the server and the output.
enum Setting: String, CaseIterable, Sendable {
    case endpoint
    case accessKeyID = "access-key-id"
    case secretAccessKey = "secret-access-key"
    /// Goes with temporary keys.
    case sessionToken = "session-token"
    case caFile = "ca-file"
    /// What requests in Volcengine's form are signed for.
    case region
    case output

    /// Whether it is kept where only its owner can read it, and never shown.
    var isSecret: Bool { self == .secretAccessKey || self == .sessionToken }

    /// The environment's name for it.
    var variable: String { "TELEPOOL_" + rawValue.uppercased().replacing("-", with: "_") }
}
