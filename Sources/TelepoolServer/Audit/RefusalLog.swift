import Logging
import ServiceLifecycle
import Synchronization
import TelepoolDomain
import TelepoolSQL
import TelepoolTime

/// Tells the audit log of calls that were refused, without letting anybody fill the disk with them.
///
/// The first refusals of a kind in a minute are events of their own, written before the caller hears of it; the others are
/// counted, and told together when the minute is over. Of a kind are those of the same caller or claimed key, from the same
/// address, for the same operation and with the same code.
///
/// A class, because all requests share what it counts.
package final class RefusalLog: Service, CustomStringConvertible {
    package let description = "RefusalLog"

    /// How many refusals of a kind are events of their own in a minute: of callers who are who they say, and of others.
    private static let (ownOfCallers, ownOfStrangers) = (60, 5)
    /// So many kinds are told apart in a minute; more are taken together.
    private static let capacity = 4096
    /// In milliseconds.
    private static let period: Int64 = 60_000

    private struct Kind: Hashable {
        var account: AccountID
        var user: UserID?
        var credential: String
        var face: String
        var operation: String
        var code: String
        var address: String
    }

    private struct Count {
        var begin: Timestamp
        var own = 0
        var waiting: Int64 = 0
    }

    private let runner: CallRunner
    private let credentials: CredentialStore
    private let counts = Mutex<[Kind: Count]>([:])

    init(runner: CallRunner, credentials: CredentialStore) {
        self.runner = runner
        self.credentials = credentials
    }

    /// Tells of a call that was refused. A database that cannot be written keeps nobody from an answer.
    func record(_ audit: CallAudit, code: String, of call: HTTPCall) async {
        guard audit.caller != nil || audit.isAuthenticating else { return }
        var audit = audit
        if audit.caller != nil { audit.describe(call) }
        if let key = audit.claimedKey, audit.caller == nil {
            audit.call.credential = AuditMask.key(key)
            audit.account = try? await credentials.find(key, at: call.receivedAt)?.key.account
        }
        let kind = Kind(
            account: audit.account ?? .installation, user: audit.call.user, credential: audit.call.credential,
            face: audit.call.face, operation: audit.call.operation, code: code, address: audit.call.remoteAddress)
        let allowance = audit.caller == nil ? Self.ownOfStrangers : Self.ownOfCallers
        guard isOwn(kind, allowance: allowance, at: call.receivedAt) else { return }
        await write(audit.call, code, of: kind.account, occurrences: 1)
    }

    /// Tells of what was only counted so far.
    package func flush() async {
        await flush(before: Timestamp(milliseconds: .max))
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .seconds(5))
                await self.flush(before: Timestamp(milliseconds: Timestamp.now.milliseconds - Self.period))
            }
        }
        await flush()
    }

    /// Whether a refusal is to be an event of its own; otherwise it is counted.
    private func isOwn(_ kind: Kind, allowance: Int, at now: Timestamp) -> Bool {
        counts.withLock { counts in
            var kind = kind
            if counts[kind] == nil, counts.count >= Self.capacity {
                (kind.credential, kind.address, kind.operation) = ("", "", "-")
            }
            var count = counts[kind] ?? Count(begin: now)
            defer { counts[kind] = count }
            guard count.own < allowance else {
                count.waiting += 1
                return false
            }
            count.own += 1
            return true
        }
    }

    private func flush(before instant: Timestamp) async {
        let over = counts.withLock { counts in
            let over = counts.filter { $0.value.begin < instant }
            for kind in over.keys { counts[kind] = nil }
            return over.filter { $0.value.waiting > 0 }
        }
        for (kind, count) in over {
            let call = AuditCall(
                face: kind.face, operation: kind.operation, remoteAddress: kind.address, user: kind.user,
                credential: kind.credential)
            await write(call, kind.code, of: kind.account, occurrences: count.waiting)
        }
    }

    private func write(_ call: AuditCall, _ code: String, of account: AccountID, occurrences: Int64) async {
        do {
            try await runner.write(account) {
                try $0.audit.append(call, outcome: code, occurrences: occurrences)
            }
        } catch {
            runner.logger.warning(
                "Refusal not written to the audit log",
                metadata: ["request_id": .string(call.requestID), "error": .string("\(error)")])
        }
    }
}
