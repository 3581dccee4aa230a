import Crypto
import Logging
import TelepoolDomain
import TelepoolJSON
import TelepoolSQL
import TelepoolTime

/// Runs a call in one transaction, whichever face it came through.
struct CallRunner: Sendable {
    /// Why a call has no answer. Every face has a code of its own for each.
    enum Failure: Error {
        /// A rule of the domain.
        case refused(DomainError)
        /// An error of the face itself.
        case face(any Error)
        /// Another call was made under the same key.
        case repeatedDifferently
        /// It would have succeeded with this answer, and was only tried.
        case dryRun([UInt8])
        /// The database cannot be used at present.
        case unavailable
        /// Anything else, which the log tells more about.
        case unexpected
    }

    /// What makes a call the repetition of another.
    struct Repetition: Sendable {
        /// Any of them does.
        var keys: [IdempotentAnswers.Key]
        /// Everything that was asked for.
        var request: [UInt8]
        /// Whether the answer may be kept; if not, a repetition is refused.
        var keepsAnswer = true
    }

    let database: any SQLDatabase
    let environment: DomainEnvironment
    let logger: Logger
    let usage: UsageMetrics

    /// Runs a call.
    ///
    /// - Parameters:
    ///   - access: what the operation declares.
    ///   - call: what the audit log tells of the call if it changes something.
    ///   - repetition: how a repetition is recognised; only a call that writes can be one.
    ///   - isDryRun: whether everything is undone in the end.
    ///   - isLong: whether a read may take long.
    ///   - now: the system's clock.
    ///   - perform: does what was asked for and writes the answer.
    /// - Returns: the answer, as JSON.
    func run(
        _ access: Access, by caller: Caller, call: AuditCall, repetition: Repetition? = nil, isDryRun: Bool = false,
        isLong: Bool = false, at now: Timestamp,
        perform: @escaping @Sendable (TenantScope, inout JSONWriter) throws -> Void
    ) async throws(Failure) -> [UInt8] {
        do {
            switch access {
            case .read: return try await read(caller, isDryRun, isLong, perform)
            case .write: return try await write(caller, call, repetition, isDryRun, now, perform)
            }
        } catch {
            throw failure(error, requestID: call.requestID)
        }
    }

    /// What an error of the database or of anything else means for the caller; what nobody expected is logged, once.
    func failure(_ error: any Error, requestID: String) -> Failure {
        switch error {
        case let failure as Failure: return failure
        case let error as DomainError: return .refused(error)
        case SQLError.unavailable(let reason):
            logger.warning(
                "Database unavailable", metadata: ["request_id": .string(requestID), "reason": .string(reason)])
            return .unavailable
        case let error as SQLError:
            logger.error(
                "Database failure", metadata: ["request_id": .string(requestID), "error": .string("\(error)")])
            return .unexpected
        default: return .face(error)
        }
    }

    private func read(
        _ caller: Caller, _ isDryRun: Bool, _ isLong: Bool,
        _ perform: @escaping @Sendable (TenantScope, inout JSONWriter) throws -> Void
    ) async throws -> [UInt8] {
        let environment = environment
        let body = { @Sendable (transaction: any SQLTransaction) throws -> [UInt8] in
            var json = JSONWriter(capacity: 4096)
            let scope = TenantScope(
                account: caller.account, transaction: transaction, environment: environment,
                isAdministrator: caller.isAdministrator)
            try perform(scope, &json)
            if isDryRun { throw Failure.dryRun(json.bytes) }
            return json.bytes
        }
        return try await isLong ? database.longRead(body) : database.read(body)
    }

    /// Runs one of many transactions of a call; its answer is not kept for repetitions, and the audit log tells of it if it
    /// changed something.
    func write<Result: Sendable>(
        _ account: AccountID, isAdministrator: Bool = false, as call: AuditCall? = nil,
        _ body: @escaping @Sendable (TenantScope) throws -> Result
    ) async throws -> Result {
        let environment = environment
        let (result, tally) = try await database.write(in: account.writeOrder) { transaction in
            let tally = UsageTally()
            let scope = TenantScope(
                account: account, transaction: transaction, environment: environment,
                isAdministrator: isAdministrator, tally: tally)
            let result = try body(scope)
            if let call, !scope.trail.isEmpty { try scope.audit.append(call, trail: scope.trail) }
            return (result, tally)
        }
        usage.add(tally)
        return result
    }

    private func write(
        _ caller: Caller, _ call: AuditCall, _ repetition: Repetition?, _ isDryRun: Bool, _ now: Timestamp,
        _ perform: @escaping @Sendable (TenantScope, inout JSONWriter) throws -> Void
    ) async throws -> [UInt8] {
        let environment = environment
        let fingerprint = repetition.map { Array(SHA256.hash(data: $0.request)) } ?? []
        let (answer, tally) = try await database.write(in: caller.account.writeOrder) { transaction in
            let tally = UsageTally()
            let scope = TenantScope(
                account: caller.account, transaction: transaction, environment: environment,
                isAdministrator: caller.isAdministrator, tally: tally)
            if let repetition, !isDryRun {
                for key in repetition.keys {
                    guard let answer = try scope.idempotentAnswers.find(key, at: now) else { continue }
                    guard answer.fingerprint == fingerprint else { throw Failure.repeatedDifferently }
                    return (answer.body, tally)
                }
            }
            var json = JSONWriter()
            try perform(scope, &json)
            if isDryRun { throw Failure.dryRun(json.bytes) }
            for key in repetition?.keys ?? [] {
                let isKept = repetition?.keepsAnswer ?? false
                // What has no fingerprint is like no call.
                let answer = IdempotentAnswers.Answer(
                    fingerprint: isKept ? fingerprint : [], body: isKept ? json.bytes : [])
                try scope.idempotentAnswers.keep(answer, for: key, at: now)
            }
            try scope.audit.append(call, trail: scope.trail)
            return (json.bytes, tally)
        }
        usage.add(tally)
        return answer
    }
}
