import Synchronization
import TelepoolDomain
import TelepoolSQL
import TelepoolSecrets
import TelepoolSigning
import TelepoolTime

/// An access key with its secret opened, and the keys that were derived from it.
final class Credential: Sendable {
    let key: AccessKey
    let volcengineKeys: VolcengineSigningKeys
    let huaweiSecret: SigningKey
    let caller: Caller

    init(key: AccessKey, secret: String) {
        self.key = key
        volcengineKeys = VolcengineSigningKeys(secret: secret)
        huaweiSecret = SigningKey(secret.utf8)
        caller = Caller(key)
    }

    /// Whether what came with the key is its session token, if it is a temporary one.
    func accepts(securityToken: String?) -> Bool {
        guard let digest = key.sessionDigest else { return true }
        return securityToken.map { SecretToken.digest($0) == digest } ?? false
    }
}

/// Finds access keys, and remembers them for a second, so that a busy key costs one look-up a second and a key that is
/// changed, disabled or deleted through another node is refused within that time; one that is changed here, at once.
///
/// A class, because what it remembers is shared by all requests.
final class CredentialStore: Sendable {
    private static let lifetime: Int64 = 1000
    private static let capacity = 10_000

    private struct Entry {
        var credential: Credential
        var loadedAt: Timestamp
    }

    private let database: any SQLDatabase
    private let environment: DomainEnvironment
    private let masterKey: MasterKey
    private let cache = Mutex(Cache())

    private struct Cache {
        var entries: [String: Entry] = [:]
        /// How often everything was forgotten; what was read before is not remembered after it.
        var oblivions = 0
    }

    init(database: any SQLDatabase, environment: DomainEnvironment, masterKey: MasterKey) {
        self.database = database
        self.environment = environment
        self.masterKey = masterKey
    }

    /// The credential of an access key, or `nil` where there is no such key that can be used now.
    func find(_ id: String, at now: Timestamp) async throws -> Credential? {
        guard let credential = try await remembered(id, at: now), credential.key.isUsable,
            credential.key.expiresAt.map({ now < $0 }) ?? true
        else { return nil }
        return credential
    }

    /// Forgets all, as somebody may no longer be who they were.
    func forget() {
        cache.withLock { cache in
            cache.entries.removeAll()
            cache.oblivions += 1
        }
    }

    private func remembered(_ id: String, at now: Timestamp) async throws -> Credential? {
        let (entry, oblivions) = cache.withLock { ($0.entries[id], $0.oblivions) }
        if let entry, (0..<Self.lifetime).contains(now.milliseconds - entry.loadedAt.milliseconds) {
            return entry.credential
        }
        let environment = environment
        let key = try await database.read {
            try SystemScope(transaction: $0, environment: environment).accessKeys.find(id: id)
        }
        guard let key else {
            cache.withLock { $0.entries[id] = nil }
            return nil
        }
        // What was derived from a secret that is still the same is kept.
        let credential =
            if let entry, entry.credential.key == key {
                entry.credential
            } else {
                Credential(key: key, secret: try masterKey.open(key.sealedSecret, for: key.id))
            }
        cache.withLock { cache in
            guard cache.oblivions == oblivions else { return }
            if cache.entries.count >= Self.capacity { cache.entries.removeAll() }
            cache.entries[id] = Entry(credential: credential, loadedAt: now)
        }
        return credential
    }
}
