import HTTPTypes
import TelepoolDomain
import TelepoolREST
import TelepoolSQL
import TelepoolSigning
import TelepoolURL

/// A REST face: finds the operation, tells who calls, checks the role and the parameters, and does it.
///
/// The order of the checks is `reference/huawei-gsl.md`, 3.3.
struct RESTEndpoint<Failure: RESTFailure>: Sendable {
    typealias Operation = RegisteredOperation<Failure>

    let face: Face
    let routes: RouteTable<Failure>
    let authenticator: HuaweiAuthenticator
    let admission: Admission
    let runner: CallRunner
    let requestIDs: RequestIDs
    let passwords: PasswordVerifier
    let refusals: RefusalLog
    /// What refuses calls that come too often, and with what; `nil` where nothing does.
    var throttle: (calls: CallThrottle, refusal: Failure)?

    func respond(to call: HTTPCall) async -> HTTPReply {
        let requestID = requestIDs.make()
        let match = routes.match(call.head.method, call.path)
        let name = if case .found(let operation, _) = match { operation.name } else { "-" }
        var audit = CallAudit(call, face: face, operation: name, requestID: requestID)
        var reply: HTTPReply
        do throws(Failure) {
            guard !call.isAfterShutdown else { throw .unavailable }
            let (operation, parameters) = try found(match)
            let body = try await perform(operation, parameters, call, &audit)
            reply = RESTReply.make(status: operation.successStatus, body: body, requestID: requestID)
        } catch {
            let failure = if case .found(let operation, _) = match { operation.worded(error) } else { error }
            reply = RESTReply.make(failure, requestID: requestID)
            await record(error, as: failure.code, audit, of: call)
        }
        switch match {
        case .found(let operation, _): reply.operation = operation.name
        case .otherMethods(let methods) where reply.status == 405: reply.allow(methods)
        case .otherMethods, .none: break
        }
        return reply
    }

    /// Tells the audit log of a refusal; that something is out of order is none.
    func record(_ error: Failure, as code: String, _ audit: CallAudit, of call: HTTPCall) async {
        guard error.code != Failure.unavailable.code, error.code != Failure.unexpected.code else { return }
        await refusals.record(audit, code: code, of: call)
    }

    private func found(
        _ match: RouteTable<Failure>.Match
    ) throws(Failure) -> (operation: Operation, parameters: [String: String]) {
        switch match {
        case .found(let operation, let parameters): (operation, parameters)
        case .otherMethods: throw .otherMethods
        case .none: throw .unknownPath
        }
    }

    private func perform(
        _ operation: Operation, _ parameters: [String: String], _ call: HTTPCall, _ audit: inout CallAudit
    ) async throws(Failure) -> [UInt8] {
        if operation.isStreamed {
            return try await performStreamed(operation, parameters, call, &audit)
        }
        let body = try RESTReply.body(of: call, face: face, as: Failure.self)
        let caller = try await authenticate(call, &audit)
        try admit(caller, to: operation, parameters, call)
        if let throttle, !throttle.calls.admits(user: caller.user.rawValue, operation: operation.name) {
            throw throttle.refusal
        }
        guard let query = Query(parsing: call.query), let pathParameters = Self.decode(parameters) else {
            throw .malformedRequest
        }
        var request = RESTRequest(
            pathParameters: pathParameters, query: query, headers: call.head.headerFields, body: body,
            baseURL: call.baseURL)
        let repetition = try repetition(of: call, by: caller, operation)
        let isDryRun = try operation.isDryRun(request)
        if let password = try operation.password(request) {
            guard let hash = try? await passwords.hash(password) else { throw .unavailable }
            request.passwordHash = hash
        }
        let performance = try operation.prepare(request)
        let principal = try await principal(caller, operation, request, audit)
        let answer = try await run(
            operation, performance, call, principal, &audit, repetition: repetition, isDryRun: isDryRun)
        if operation.changesAccess { authenticator.forget() }
        return answer
    }

    /// Whether the caller may make the call, by the name that the path's parameters have before they are decoded.
    func admit(
        _ caller: Caller, to operation: Operation, _ parameters: [String: String], _ call: HTTPCall
    ) throws(Failure) {
        do throws(Admission.Refusal) {
            try admission.admit(caller, to: operation.name, operation.access, from: call.remoteAddress) {
                operation.poolParameters.compactMap { parameters[$0] }
            }
        } catch {
            throw error == .denied ? .forbidden(operation.name) : .throttled
        }
    }

    /// The caller, on behalf of the account that the call names, which only administrators may name.
    func principal(
        _ caller: Caller, _ operation: Operation, _ request: RESTRequest, _ audit: CallAudit
    ) async throws(Failure) -> Caller {
        guard let name = try operation.account(request) else { return caller }
        guard caller.isAdministrator else { throw .forbidden(operation.name) }
        do {
            let environment = runner.environment
            let account = try await runner.database.read { transaction in
                let accounts = SystemScope(transaction: transaction, environment: environment).accounts
                return try accounts.find(domainID: name) ?? accounts.find(name: name)
            }
            guard let account else { throw DomainError.access(.unknownAccount(name)) }
            var caller = caller
            caller.account = account.id
            return caller
        } catch {
            throw Failure(runner.failure(error, requestID: audit.call.requestID))
        }
    }

    /// Does what is left of a call whose body is here, in one transaction.
    func run(
        _ operation: Operation, _ performance: @escaping Operation.Performance, _ call: HTTPCall, _ caller: Caller,
        _ audit: inout CallAudit, repetition: CallRunner.Repetition?, isDryRun: Bool
    ) async throws(Failure) -> [UInt8] {
        if case .write = operation.access, !isDryRun { audit.describe(call) }
        do throws(CallRunner.Failure) {
            return try await runner.run(
                operation.access, by: caller, call: audit.call, repetition: repetition,
                isDryRun: isDryRun, isLong: operation.isLong, at: call.receivedAt
            ) { try performance($0, &$1) }
        } catch {
            if case .dryRun(let answer) = error { return answer }
            throw Failure(error)
        }
    }

    /// Tells who calls, in the face's own errors.
    func authenticate(_ call: HTTPCall, _ audit: inout CallAudit) async throws(Failure) -> Caller {
        audit.isAuthenticating = true
        do {
            let caller = try await authenticator.authenticate(call)
            audit.prove(caller)
            return caller
        } catch let refusal as HuaweiAuthenticator.Refusal {
            audit.claimedKey = authenticator.claimedKey(of: call)
            switch refusal {
            case .unauthorized(let detail): throw .unauthorized(detail)
            case .tokenExpired: throw .tokenExpired
            }
        } catch {
            throw Failure(runner.failure(error, requestID: audit.call.requestID))
        }
    }

    /// A call that writes and carries an `Idempotency-Key` may be repeated for a day, and one that was signed for as long
    /// as its signature is accepted. A body of any length is its own memory of what was done, so there the signature counts
    /// for nothing.
    func repetition(
        of call: HTTPCall, by caller: Caller, _ operation: Operation
    ) throws(Failure) -> CallRunner.Repetition? {
        guard case .write = operation.access else { return nil }
        let name = operation.answersSecret ? nil : call.head.headerFields.value(of: .idempotencyKey)
        if let name { guard IdempotencyKey.lengths.contains(name.utf8.count) else { throw .malformedRequest } }
        let key = name.map {
            IdempotentAnswers.Key(text: "\(face.rawValue)/\(operation.name)/\($0)", lifetime: 86_400)
        }
        var caller = caller
        if operation.isStreamed { caller.signature = nil }
        var repetition = CallRunner.Repetition(
            named: key, isNameSigned: caller.signature?.coversName ?? true, by: caller,
            request: Array("\(call.head.path ?? "")\n".utf8) + call.bodyBytes, at: call.receivedAt)
        repetition?.keepsAnswer = !operation.answersSecret
        return repetition
    }

    static func decode(_ parameters: [String: String]) -> [String: String]? {
        var decoded: [String: String] = [:]
        for (name, value) in parameters {
            let bytes = PercentCoding.decode(value.utf8.span, plusIsBlank: false)
            guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else { return nil }
            decoded[name] = text
        }
        return decoded
    }
}

extension RESTFailure {
    init(_ failure: CallRunner.Failure) {
        switch failure {
        case .refused(let error): self.init(error)
        case .face(let error): self = error as? Self ?? .unexpected
        case .repeatedDifferently: self = .repeatedDifferently
        case .unavailable: self = .unavailable
        // A dry run has been answered before.
        case .dryRun, .unexpected: self = .unexpected
        }
    }
}
