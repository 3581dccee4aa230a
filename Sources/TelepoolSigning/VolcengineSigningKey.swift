package import Crypto
import Synchronization

/// Derives the keys that Volcengine requests are signed with, and remembers the last ones.
///
/// Deriving takes four HMACs, about three times what the check of a signature costs; a client keeps its region and
/// service, so there is one key a day and client. A class, because what it remembers is shared by all requests of a key.
package final class VolcengineSigningKeys: Sendable {
    private static let capacity = 4

    private let secret: SymmetricKey
    private let derived = Mutex<[(scope: String, key: SymmetricKey)]>([])

    /// - Parameter secret: the secret access key.
    package init(secret: String) {
        self.secret = SymmetricKey(data: Array(secret.utf8))
    }

    /// The signing key for a day (`YYYYMMDD`), region and service (`reference/volcengine-vms.md`, 2.1, step 7).
    package func key(day: some StringProtocol, region: some StringProtocol, service: some StringProtocol)
        -> SymmetricKey
    {
        let scope = "\(day)/\(region)/\(service)"
        return derived.withLock { derived in
            if let found = derived.first(where: { $0.scope == scope }) { return found.key }
            var key = secret
            for part in [String(day), String(region), String(service), "request"] {
                key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
            }
            if derived.count >= Self.capacity { derived.removeFirst() }
            derived.append((scope, key))
            return key
        }
    }
}
