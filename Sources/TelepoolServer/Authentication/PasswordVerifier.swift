import NIOPosix
import TelepoolSecrets

/// Checks passwords on threads of their own: the slow hash would hold up everything else.
///
/// Two threads bound the memory and the processors that log-ins can take.
struct PasswordVerifier: Sendable {
    private static let threads = 2
    /// What an unknown user's password is compared with, so that the answer takes as long as for a known one. No
    /// password has this hash.
    private static let nobody =
        "$scrypt$ln=14,r=8,p=5$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

    private let pool = NIOThreadPool(numberOfThreads: Self.threads)

    init() {
        pool.start()
    }

    /// Whether the password is the one that the hash was made of; never, where there is no hash.
    func verify(_ password: String, _ hash: String?) async throws -> Bool {
        try await pool.runIfActive { PasswordHash.verify(password, hash ?? Self.nobody) && hash != nil }
    }

    /// The slow hash of a password.
    func hash(_ password: String) async throws -> String {
        try await pool.runIfActive { try PasswordHash.make(password) }
    }

    func close() async throws {
        try await pool.shutdownGracefully()
    }
}
