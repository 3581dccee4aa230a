import Synchronization
import TelepoolDomain
import TelepoolSQL
import TelepoolSecrets
import TelepoolTime

/// Finds, issues and revokes tokens. Remembers them for a second, as ``CredentialStore`` does keys.
///
/// A class, because what it remembers is shared by all requests.
final class TokenStore: Sendable {
    /// How long a token is valid, in seconds (`reference/huawei-gsl.md`, 2.1).
    static let lifetime: Int64 = 86_400

    private static let cacheLifetime: Int64 = 1000
    private static let capacity = 10_000

    private let database: any SQLDatabase
    private let environment: DomainEnvironment
    private let cache = Mutex(Cache())

    private struct Cache {
        var entries: [[UInt8]: (token: Token, loadedAt: Timestamp)] = [:]
        /// How often tokens were revoked; what was read before a revocation is not remembered after it.
        var revocations = 0
    }

    init(database: any SQLDatabase, environment: DomainEnvironment) {
        self.database = database
        self.environment = environment
    }

    /// Issues a token to a user.
    ///
    /// - Returns: what is kept of the token, and the token itself.
    func issue(
        to user: User, of account: Account, project: Project?, at now: Timestamp, as call: AuditCall
    ) async throws -> (token: Token, text: String) {
        let text = SecretToken.make()
        let token = Token(
            digest: SecretToken.digest(text), account: account, user: user, project: project, issuedAt: now,
            expiresAt: now.adding(seconds: Self.lifetime))
        let environment = environment
        try await database.write(in: account.id.writeOrder) {
            let scope = TenantScope(account: account.id, transaction: $0, environment: environment)
            try scope.system.tokens.create(token)
            try scope.audit.append(call, trail: scope.trail)
        }
        return (token, text)
    }

    /// The token, expired or not, or `nil` where nobody has issued it or it was revoked.
    func find(_ text: String, at now: Timestamp) async throws -> Token? {
        let digest = SecretToken.digest(text)
        let (entry, revocations) = cache.withLock { ($0.entries[digest], $0.revocations) }
        if let entry,
            (0..<Self.cacheLifetime).contains(now.milliseconds - entry.loadedAt.milliseconds)
        {
            return entry.token
        }
        let environment = environment
        let token = try await database.read {
            try SystemScope(transaction: $0, environment: environment).tokens.find(digest: digest)
        }
        cache.withLock { cache in
            guard cache.revocations == revocations else { return }
            if cache.entries.count >= Self.capacity { cache.entries.removeAll() }
            cache.entries[digest] = token.map { ($0, now) }
        }
        return token
    }

    /// Forgets all, as somebody may no longer be who they were.
    func forget() {
        cache.withLock { cache in
            cache.entries.removeAll()
            cache.revocations += 1
        }
    }

    /// Ends a token before its time, here at once.
    func revoke(_ token: Token, as call: AuditCall) async throws {
        let environment = environment
        try await database.write(in: token.account.id.writeOrder) {
            let scope = TenantScope(account: token.account.id, transaction: $0, environment: environment)
            try scope.system.tokens.revoke(digest: token.digest)
            try scope.audit.append(call, trail: scope.trail)
        }
        forget()
    }
}
