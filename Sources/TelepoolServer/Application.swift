import HTTPTypes
package import Logging
package import TelepoolDomain
import TelepoolHuawei
import TelepoolOperator
import TelepoolREST
package import TelepoolSQL
package import TelepoolSecrets
import TelepoolTime

/// Everything that answers requests, without the server they come through.
package struct Application: Sendable {
    package let drain = Drain()

    /// Has to run, so that what it counts is told in time.
    package let refusals: RefusalLog

    private let accessLog: AccessLog?
    private let volcengine: VolcengineEndpoint
    private let huawei: RESTEndpoint<HuaweiError>
    private let iam: IAMEndpoint
    private let `operator`: OperatorEndpoint
    private let health: HealthEndpoint
    private let passwords = PasswordVerifier()

    /// - Parameters:
    ///   - masterKey: what the secrets in the database are sealed with.
    ///   - rateLimits: how often users may call the operations of Huawei Cloud's face; `nil` for as often as they like.
    ///   - accessLog: told of every request but health checks, which are of no interest.
    package init(
        database: any SQLDatabase, environment: DomainEnvironment, masterKey: MasterKey, logger: Logger,
        rateLimits: RateLimits? = nil, accessLog: AccessLog? = nil
    ) {
        self.accessLog = accessLog
        let credentials = CredentialStore(database: database, environment: environment, masterKey: masterKey)
        let tokens = TokenStore(database: database, environment: environment)
        let authenticator = HuaweiAuthenticator(credentials: credentials, tokens: tokens)
        let requestIDs = RequestIDs()
        let runner = CallRunner(database: database, environment: environment, logger: logger)
        let refusals = RefusalLog(runner: runner, credentials: credentials)
        self.refusals = refusals
        volcengine = VolcengineEndpoint(
            credentials: credentials, runner: runner, requestIDs: requestIDs, refusals: refusals)
        huawei = RESTEndpoint(
            face: .huawei, routes: HuaweiOperations.routes, authenticator: authenticator, runner: runner,
            requestIDs: requestIDs, refusals: refusals, throttle: rateLimits.map { (CallThrottle($0), .throttled) })
        iam = IAMEndpoint(
            lookups: RESTEndpoint(
                face: .iam, routes: IAMOperations.routes, authenticator: authenticator, runner: runner,
                requestIDs: requestIDs, refusals: refusals),
            tokens: tokens, passwords: passwords, throttle: LoginThrottle(), runner: runner,
            requestIDs: requestIDs)
        `operator` = OperatorEndpoint(
            operations: RESTEndpoint(
                face: .operator, routes: OperatorOperations.routes, authenticator: authenticator, runner: runner,
                requestIDs: requestIDs, refusals: refusals),
            requestIDs: requestIDs)
        health = HealthEndpoint(
            database: database, clock: environment.clock, drain: drain, requestIDs: requestIDs)
    }

    /// Answers a request and tells the log.
    package func respond(to call: HTTPCall) async -> HTTPReply {
        let start = ContinuousClock.now
        let face = call.face
        var reply =
            switch face {
            case .volcengine: await volcengine.respond(to: call)
            case .huawei: await huawei.respond(to: call)
            case .iam: await iam.respond(to: call)
            case .operator: await `operator`.respond(to: call)
            case .health: await health.respond(to: call)
            }
        switch call.body {
        // Whether the rest of a stream has come, its connection knows.
        case .complete, .stream: break
        case .tooLarge, .late, .malformed: reply.closesConnection = true
        }
        if call.isAfterShutdown { reply.closesConnection = true }
        if face != .health { log(reply, face, from: call.remoteAddress, since: start) }
        return reply
    }

    /// Whether the body of a request is taken piece by piece.
    func takesStream(_ head: HTTPRequest, path: Substring, face: Face) -> Bool {
        guard face == .operator, head.method == .post,
            case .found(let operation, _) = OperatorOperations.routes.match(head.method, path)
        else { return false }
        return operation.isStreamed
    }

    /// Answers what is no HTTP and tells the log.
    package func refuseUnreadable(from remoteAddress: String) -> HTTPReply {
        let reply = UnreadableRequest.reply(at: .now)
        log(reply, nil, from: remoteAddress, since: .now)
        return reply
    }

    private func log(
        _ reply: HTTPReply, _ face: Face?, from remoteAddress: String, since start: ContinuousClock.Instant
    ) {
        accessLog?(
            AccessLogEntry(
                face: face, operation: reply.operation, status: reply.status, code: reply.errorCode ?? "-",
                microseconds: Int((ContinuousClock.now - start) / .microseconds(1)), requestID: reply.requestID,
                remoteAddress: remoteAddress))
    }

    /// Ends what the application has running of its own.
    package func close() async {
        try? await passwords.close()
    }
}
