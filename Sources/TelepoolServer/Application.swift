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
    private let requestMetrics: RequestMetrics
    private let metricsAccess: MetricsAccess
    private let volcengine: VolcengineEndpoint
    private let huawei: RESTEndpoint<HuaweiError>
    private let iam: IAMEndpoint
    private let `operator`: OperatorEndpoint
    private let health: HealthEndpoint
    private let metrics: MetricsEndpoint
    private let passwords = PasswordVerifier()

    /// - Parameters:
    ///   - masterKey: what the secrets in the database are sealed with.
    ///   - rateLimits: how often users may call the operations of Huawei Cloud's face; `nil` for as often as they like.
    ///   - accessLog: told of every request but those for health and metrics, which are of no interest.
    ///   - metrics: what is measured of the database too; `nil` to begin with nothing.
    ///   - metricsAccess: who may read that.
    ///   - leases: what this node holds; `nil` where it shares its database with no other.
    package init(
        database: any SQLDatabase, environment: DomainEnvironment, masterKey: MasterKey, logger: Logger,
        rateLimits: RateLimits? = nil, accessLog: AccessLog? = nil, metrics: ServerMetrics? = nil,
        metricsAccess: MetricsAccess = .administrators,
        leases: @escaping @Sendable () -> ServerMetrics.Leases? = { nil }
    ) {
        self.accessLog = accessLog
        self.metricsAccess = metricsAccess
        let metrics = metrics ?? ServerMetrics(database: database, environment: environment)
        let database = metrics.database
        requestMetrics = metrics.requests
        let credentials = CredentialStore(database: database, environment: environment, masterKey: masterKey)
        let tokens = TokenStore(database: database, environment: environment)
        let authenticator = HuaweiAuthenticator(credentials: credentials, tokens: tokens)
        let requestIDs = RequestIDs()
        let admission = Admission()
        let runner = CallRunner(
            database: database, environment: environment, logger: logger, usage: metrics.usage)
        let refusals = RefusalLog(runner: runner, credentials: credentials)
        self.refusals = refusals
        volcengine = VolcengineEndpoint(
            credentials: credentials, admission: admission, runner: runner, requestIDs: requestIDs, refusals: refusals)
        huawei = RESTEndpoint(
            face: .huawei, routes: HuaweiOperations.routes, authenticator: authenticator, admission: admission,
            runner: runner, requestIDs: requestIDs, passwords: passwords, refusals: refusals,
            throttle: rateLimits.map { (CallThrottle($0), .throttled) })
        iam = IAMEndpoint(
            lookups: RESTEndpoint(
                face: .iam, routes: IAMOperations.routes, authenticator: authenticator, admission: admission,
                runner: runner, requestIDs: requestIDs, passwords: passwords, refusals: refusals),
            tokens: tokens, admission: admission, passwords: passwords, throttle: LoginThrottle(), runner: runner,
            requestIDs: requestIDs)
        `operator` = OperatorEndpoint(
            operations: RESTEndpoint(
                face: .operator, routes: OperatorOperations.routes, authenticator: authenticator,
                admission: admission, runner: runner, requestIDs: requestIDs, passwords: passwords,
                refusals: refusals),
            requestIDs: requestIDs)
        health = HealthEndpoint(
            database: database, clock: environment.clock, drain: drain, requestIDs: requestIDs)
        self.metrics = MetricsEndpoint(
            metrics: metrics, access: metricsAccess, leases: leases, authenticator: authenticator, runner: runner,
            requestIDs: requestIDs)
    }

    /// Answers a request and tells the log.
    package func respond(to call: HTTPCall) async -> HTTPReply {
        guard let trace = TraceContext(call.head) else { return await answer(call) }
        return await TraceContext.$current.withValue(trace) { await answer(call) }
    }

    private func answer(_ call: HTTPCall) async -> HTTPReply {
        let start = ContinuousClock.now
        let face = face(of: call)
        var reply =
            switch face {
            case .volcengine: await volcengine.respond(to: call)
            case .huawei: await huawei.respond(to: call)
            case .iam: await iam.respond(to: call)
            case .operator: await `operator`.respond(to: call)
            case .health: await health.respond(to: call)
            case .metrics: await metrics.respond(to: call)
            }
        switch call.body {
        // Whether the rest of a stream has come, its connection knows.
        case .complete, .stream: break
        case .tooLarge, .late, .malformed: reply.closesConnection = true
        }
        if call.isAfterShutdown { reply.closesConnection = true }
        if face != .health, face != .metrics { log(reply, face, from: call.remoteAddress, since: start) }
        return reply
    }

    /// The face of a request: where the metrics have a listener of their own, the main one does not know them.
    private func face(of call: HTTPCall) -> Face {
        call.face == .metrics && call.listener == .main && metricsAccess == .ownListener ? .huawei : call.face
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
        let microseconds = start.microsecondsUntilNow
        requestMetrics.observe(face, operation: reply.operation, status: reply.status, microseconds: microseconds)
        accessLog?(
            AccessLogEntry(
                face: face, operation: reply.operation, status: reply.status, code: reply.errorCode ?? "-",
                microseconds: microseconds, requestID: reply.requestID, remoteAddress: remoteAddress,
                trace: TraceContext.current))
    }

    /// Ends what the application has running of its own.
    package func close() async {
        try? await passwords.close()
    }
}
