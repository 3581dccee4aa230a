import HTTPTypes
import Logging
import TelepoolDomain
import TelepoolHuawei
import TelepoolJSON
import TelepoolSQL
import TelepoolSecrets
import TelepoolSigning
import TelepoolTime
import TelepoolURL

/// The IAM face: tokens, the look-ups of the SDKs, and the discovery of the version.
struct IAMEndpoint: Sendable {
    private static let tokensPath = "/v3/auth/tokens"
    private static let temporaryKeysPath = "/v3.0/OS-CREDENTIAL/securitytokens"
    /// What is answered here and stands in no registry.
    static let operations = [
        "KeystoneShowVersion", "KeystoneCreateUserTokenByPassword", "KeystoneValidateToken", "KeystoneCheckToken",
        "KeystoneRevokeToken", "CreateTemporaryAccessKeyByToken",
    ]

    let lookups: RESTEndpoint<IAMError>
    let tokens: TokenStore
    let admission: Admission
    let passwords: PasswordVerifier
    let throttle: LoginThrottle
    let runner: CallRunner
    let requestIDs: RequestIDs

    func respond(to call: HTTPCall) async -> HTTPReply {
        switch (call.head.method, call.path) {
        case (.get, "/v3"), (.get, "/v3/"):
            var json = JSONWriter()
            KeystoneVersion(baseURL: call.baseURL).write(to: &json)
            var reply = RESTReply.make(status: 200, body: json.bytes, requestID: requestIDs.make())
            reply.operation = "KeystoneShowVersion"
            return reply
        case (.post, Self.tokensPath[...]):
            return await answer(call, "KeystoneCreateUserTokenByPassword") { try await create($0, &$1) }
        case (.get, Self.tokensPath[...]):
            return await answer(call, "KeystoneValidateToken") { try await validate($0, &$1) }
        case (.head, Self.tokensPath[...]):
            return await answer(call, "KeystoneCheckToken") {
                var reply = try await validate($0, &$1)
                reply.body = []
                return reply
            }
        case (.delete, Self.tokensPath[...]):
            return await answer(call, "KeystoneRevokeToken") { try await revoke($0, &$1) }
        case (.post, Self.temporaryKeysPath[...]):
            return await answer(call, "CreateTemporaryAccessKeyByToken") { try await createTemporaryKey($0, &$1) }
        default:
            return await lookups.respond(to: call)
        }
    }

    private func answer(
        _ call: HTTPCall, _ operation: String,
        _ body: (HTTPCall, inout CallAudit) async throws -> HTTPReply
    ) async -> HTTPReply {
        let requestID = requestIDs.make()
        var audit = CallAudit(call, face: .iam, operation: operation, requestID: requestID)
        var reply: HTTPReply
        do {
            guard !call.isAfterShutdown else { throw IAMError.unavailable }
            reply = try await body(call, &audit)
        } catch {
            let error = error as? IAMError ?? IAMError(runner.failure(error, requestID: requestID))
            reply = RESTReply.make(error, requestID: requestID)
            if call.head.method == .head { reply.body = [] }
            await lookups.record(error, as: error.code, audit, of: call)
        }
        reply.operation = operation
        return reply
    }
}

// MARK: - Issue

extension IAMEndpoint {
    /// A user with account and project, as far as they exist.
    private struct Subject: Sendable {
        var account: Account?
        var user: User?
        var project: Project?
        /// Whether the scope that was asked for is the user's own.
        var hasScope = false
    }

    private func create(_ call: HTTPCall, _ audit: inout CallAudit) async throws -> HTTPReply {
        let body = try RESTReply.body(of: call, face: .iam, as: IAMError.self)
        let request = try PasswordAuthentication(body: body)
        let subject = try await find(request)
        audit.isAuthenticating = true
        (audit.account, audit.call.user, audit.call.credential) = (subject.account?.id, subject.user?.id, "password")
        // However the request names the user, guesses at the same one count together.
        let name = subject.user?.id.rawValue ?? "\(request.user)"
        guard let wait = throttle.begin(user: name, address: call.remoteAddress, at: call.receivedAt) else {
            throw IAMError.tooManyAttempts
        }
        if wait > 0 { try await Task.sleep(for: .milliseconds(wait)) }

        guard try await passwords.verify(request.password, subject.user?.passwordHash), let account = subject.account,
            let user = subject.user, account.isEnabled, user.isEnabled
        else { throw IAMError.wrongPassword }
        throttle.succeeded(user: name, address: call.remoteAddress)
        guard subject.hasScope else { throw IAMError.forbidden }
        let (token, text) = try await tokens.issue(
            to: user, of: account, project: subject.project, at: call.receivedAt, as: audit.call)
        return reply(201, token, text, call, requestID: audit.call.requestID)
    }

    private func find(_ request: PasswordAuthentication) async throws -> Subject {
        let environment = runner.environment
        return try await runner.database.read { transaction in
            let scope = SystemScope(transaction: transaction, environment: environment)
            var subject = Subject()
            switch request.domain {
            case .name(let name): subject.account = try scope.accounts.find(name: name)
            case .id(let id): subject.account = try scope.accounts.find(domainID: id)
            case nil:
                if case .id(let id) = request.user { subject.account = try scope.accounts.find(userID: UserID(id)) }
            }
            guard let account = subject.account else { return subject }
            let tenant = scope.tenant(account.id)
            switch request.user {
            case .name(let name): subject.user = try tenant.users.find(name: name)
            case .id(let id): subject.user = try tenant.users.find(id: UserID(id))
            }
            switch request.scope {
            case .domain(let reference): subject.hasScope = reference.matches(account)
            case .project(let reference):
                subject.project = try tenant.projects.all().first(where: reference.matches)
                subject.hasScope = subject.project != nil
            }
            return subject
        }
    }

    private func reply(
        _ status: Int, _ token: Token, _ text: String, _ call: HTTPCall, requestID: String
    ) -> HTTPReply {
        // Its presence counts: plain Keystone clients send it without a value.
        let wantsCatalog = Query(parsing: call.query)?["nocatalog"] == nil
        var json = JSONWriter(capacity: 1024)
        IAMTokenBody(token: token, baseURL: wantsCatalog ? call.baseURL : nil).write(to: &json)
        var reply = RESTReply.make(status: status, body: json.bytes, requestID: requestID)
        reply.headers[.xSubjectToken] = text
        return reply
    }
}

// MARK: - Validation and revocation

extension IAMEndpoint {
    private func validate(_ call: HTTPCall, _ audit: inout CallAudit) async throws -> HTTPReply {
        let (token, text) = try await subject(of: call, "KeystoneValidateToken", &audit)
        return reply(200, token, text, call, requestID: audit.call.requestID)
    }

    private func revoke(_ call: HTTPCall, _ audit: inout CallAudit) async throws -> HTTPReply {
        let (token, _) = try await subject(of: call, "KeystoneRevokeToken", &audit)
        try await tokens.revoke(token, as: audit.call)
        var reply = RESTReply.make(status: 204, body: [], requestID: audit.call.requestID)
        reply.headers[.contentType] = nil
        return reply
    }

    /// The token under test. Managers may look at all tokens of their account, others at their own; the rest is as good
    /// as unknown.
    private func subject(
        of call: HTTPCall, _ operation: String, _ audit: inout CallAudit
    ) async throws -> (token: Token, text: String) {
        let caller = try await caller(of: call, &audit)
        try admit(caller, to: operation, call)
        guard let text = call.head.headerFields.value(of: .xSubjectToken), !text.isEmpty,
            let token = try await tokens.find(text, at: call.receivedAt), call.receivedAt < token.expiresAt,
            token.account.id == caller.account
        else { throw IAMError.unknownSubjectToken }
        guard token.user.id == caller.user || caller.role.includes(.manager) else { throw IAMError.forbidden }
        return (token, text)
    }

    /// Who asks about a token: the holder of another, or, as the vendor's SDK asks, of a key.
    private func caller(of call: HTTPCall, _ audit: inout CallAudit) async throws -> Caller {
        let headers = call.head.headerFields
        if headers.value(of: .xAuthToken) ?? "" == "", headers.value(of: .authorization) ?? "" != "" {
            return try await lookups.authenticate(call, &audit)
        }
        return try await holder(of: headers.value(of: .xAuthToken), call, &audit)
    }

    private func holder(of text: String?, _ call: HTTPCall, _ audit: inout CallAudit) async throws -> Caller {
        audit.isAuthenticating = true
        guard let text, !text.isEmpty,
            let token = try await tokens.find(text, at: call.receivedAt), call.receivedAt < token.expiresAt
        else { throw IAMError.invalidToken }
        audit.prove(Caller(token))
        return Caller(token)
    }

    /// Everybody may do these, unless the key is not for it.
    private func admit(_ caller: Caller, to operation: String, _ call: HTTPCall) throws {
        do {
            try admission.admit(caller, to: operation, .read(caller.role), from: call.remoteAddress) { [] }
        } catch {
            throw error == .denied ? IAMError.forbidden : IAMError.throttled
        }
    }
}

// MARK: - Temporary keys

extension IAMEndpoint {
    /// Makes a key that is limited as the caller's own is. A temporary one makes no others, or it would last for ever.
    private func createTemporaryKey(_ call: HTTPCall, _ audit: inout CallAudit) async throws -> HTTPReply {
        let request = try TemporaryKeyRequest(body: RESTReply.body(of: call, face: .iam, as: IAMError.self))
        let caller =
            if let token = request.token, call.head.headerFields.value(of: .xAuthToken) ?? "" == "" {
                try await holder(of: token, call, &audit)
            } else {
                try await caller(of: call, &audit)
            }
        guard !caller.isTemporary else { throw IAMError.forbidden }
        try admit(caller, to: "CreateTemporaryAccessKeyByToken", call)
        let token = SecretToken.make()
        let end = call.receivedAt.adding(seconds: request.lifetime)
        audit.describe(call)
        // Whoever sends a signed request again gets no key of their own.
        var repetition = CallRunner.Repetition(
            named: nil, isNameSigned: true, by: caller, request: call.bodyBytes, at: call.receivedAt)
        repetition?.keepsAnswer = false
        let body = try await runner.run(
            .write(caller.role), by: caller, call: audit.call, repetition: repetition, at: call.receivedAt
        ) { [caller] scope, json in
            let key = try scope.system.accessKeys.issue(
                to: caller.user, in: caller.account, limits: caller.limits, expiresAt: end,
                sessionDigest: SecretToken.digest(token))
            TemporaryKeyBody(key: key, token: token, expiresAt: end).write(to: &json)
        }
        return RESTReply.make(status: 201, body: body, requestID: audit.call.requestID)
    }
}
