import Synchronization

/// Derives the keys that Volcengine requests are signed with, and remembers the last ones.
///
/// Deriving takes four HMACs, about three times what the check of a signature costs; a client keeps its region and
/// service, so there is one key a day and client. A class, because what it remembers is shared by all requests of a key.
package final class VolcengineSigningKeys: Sendable {
    private static let capacity = 4

    private let secret: SigningKey
    private let derived = Mutex<[(scope: Bytes, key: SigningKey)]>([])

    /// - Parameter secret: the secret access key.
    package init(secret: String) {
        self.secret = SigningKey(secret.utf8)
    }

    /// The signing key for a scope `YYYYMMDD/region/service/request` (`reference/volcengine-vms.md`, 2.1, step 7).
    package func key(for scope: Bytes) -> SigningKey {
        derived.withLock { derived in
            if let found = derived.first(where: { $0.scope == scope }) { return found.key }
            var key = secret
            for part in scope.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
                key = SigningKey(key.code(of: Array(part)))
            }
            if derived.count >= Self.capacity { derived.removeFirst() }
            derived.append((scope, key))
            return key
        }
    }
}
