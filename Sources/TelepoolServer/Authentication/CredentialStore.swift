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

    init(key: AccessKey, secret: String) {
        self.key = key
        volcengineKeys = VolcengineSigningKeys(secret: secret)
        huaweiSecret = SigningKey(secret.utf8)
    }

    var caller: Caller {
        Caller(account: key.account, user: key.user, role: key.role, accessKeyID: key.id)
    }
}

/// Finds access keys, and remembers them for a second, so that a busy key costs one look-up a second and a key that is
/// changed or deleted is refused within that time.
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
    private let entries = Mutex<[String: Entry]>([:])

    init(database: any SQLDatabase, environment: DomainEnvironment, masterKey: MasterKey) {
        self.database = database
        self.environment = environment
        self.masterKey = masterKey
    }

    /// The credential of an access key, or `nil` where there is no such key.
    func find(_ id: String, at now: Timestamp) async throws -> Credential? {
        let entry = entries.withLock { $0[id] }
        if let entry, (0..<Self.lifetime).contains(now.milliseconds - entry.loadedAt.milliseconds) {
            return entry.credential
        }
        let environment = environment
        let key = try await database.read {
            try SystemScope(transaction: $0, environment: environment).accessKeys.find(id: id)
        }
        guard let key else {
            entries.withLock { $0[id] = nil }
            return nil
        }
        // What was derived from a secret that is still the same is kept.
        let credential =
            if let entry, entry.credential.key == key {
                entry.credential
            } else {
                Credential(key: key, secret: try masterKey.open(key.sealedSecret, for: key.id))
            }
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries.removeAll() }
            entries[id] = Entry(credential: credential, loadedAt: now)
        }
        return credential
    }
}
