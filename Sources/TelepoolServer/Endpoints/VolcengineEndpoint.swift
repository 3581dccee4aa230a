import HTTPTypes
import Logging
import TelepoolDomain
import TelepoolJSON
import TelepoolSigning
import TelepoolTime
import TelepoolURL
import TelepoolVolcengine

/// The Volcengine face: signed calls to `/` that name an action.
struct VolcengineEndpoint: Sendable {
    let credentials: CredentialStore
    let admission: Admission
    let runner: CallRunner
    let requestIDs: RequestIDs
    let refusals: RefusalLog

    func respond(to call: HTTPCall) async -> HTTPReply {
        let query = Query(parsing: call.query)
        let action = query?["Action"] ?? ""
        var envelope = VolcengineEnvelope(
            requestID: requestIDs.makeVolcengine(at: call.receivedAt), action: action, version: query?["Version"] ?? "",
            scope: nil)
        let isKnown = VolcengineActions.byName[action] != nil
        var audit = CallAudit(
            call, face: .volcengine, operation: isKnown ? action : "-", requestID: envelope.requestID)
        var reply: HTTPReply
        do throws(VolcengineError) {
            guard let query else { throw .invalidParameter("query (not UTF-8)") }
            let result = try await perform(call, query: query, envelope: &envelope, &audit)
            reply = self.reply(200, envelope.success(result), envelope)
        } catch {
            reply = self.reply(error.status, envelope.failure(error), envelope)
            reply.errorCode = error.code
            if error.status == 503 || error.status == 429 { reply.headers[.retryAfter] = "1" }
            await record(error, audit, of: call)
        }
        if isKnown { reply.operation = action }
        return reply
    }

    /// Tells the audit log of a refusal; neither that something is out of order nor the answer to a dry run is one.
    private func record(_ error: VolcengineError, _ audit: CallAudit, of call: HTTPCall) async {
        let others: [VolcengineError] = [.serviceUnavailable, .internalError, .dryRunOperation]
        guard !others.contains(where: { $0.code == error.code }) else { return }
        await refusals.record(audit, code: error.code, of: call)
    }

    private func reply(_ status: Int, _ body: [UInt8], _ envelope: VolcengineEnvelope) -> HTTPReply {
        HTTPReply(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .xTtLogID: envelope.requestID], body: body,
            requestID: envelope.requestID)
    }

    /// Authenticates, finds the action, checks the role and the parameters, and does it.
    private func perform(
        _ call: HTTPCall, query: Query, envelope: inout VolcengineEnvelope, _ audit: inout CallAudit
    ) async throws(VolcengineError) -> [UInt8] {
        let body = try self.body(of: call)
        let caller = try await authenticate(call, body: body, envelope: &envelope, &audit)
        audit.prove(caller)
        let type = try action(envelope)
        guard caller.role.includes(type.access.role) else { throw .accessDenied(envelope.action) }

        let parameters = try VolcengineBody.parameters(call.head, query: query, body: body)
        do throws(Admission.Refusal) {
            try admission.admit(caller, to: type.name, type.access, from: call.remoteAddress) {
                type.poolParameters.compactMap { try? parameters.text($0) }
            }
        } catch {
            throw error == .denied ? .accessDenied(envelope.action) : .accountFlowLimitExceeded
        }
        do throws(VolcengineError) {
            return try await perform(type, parameters, call, by: caller, &audit)
        } catch {
            throw type.error(error)
        }
    }

    private func perform(
        _ type: any VolcengineAction.Type, _ parameters: VolcengineParameters, _ call: HTTPCall, by caller: Caller,
        _ audit: inout CallAudit
    ) async throws(VolcengineError) -> [UInt8] {
        let isDryRun = try parameters.boolean("DryRun") ?? false
        let repetition = try repetition(of: call, by: caller, type, parameters)
        let action = try type.init(parameters)
        if case .write = type.access, !isDryRun { audit.describe(call) }
        do throws(CallRunner.Failure) {
            return try await runner.run(
                type.access, by: caller, call: audit.call, repetition: repetition,
                isDryRun: isDryRun, at: call.receivedAt
            ) { try action.perform(in: $0, writingTo: &$1) }
        } catch {
            throw VolcengineError(error)
        }
    }

    private func body(of call: HTTPCall) throws(VolcengineError) -> [UInt8] {
        guard !call.isAfterShutdown else { throw .serviceUnavailable }
        guard call.head.method == .get || call.head.method == .post else { throw .methodNotAllowed }
        switch call.body {
        case .complete(let bytes): return bytes
        case .tooLarge: throw .bodyTooLarge(limit: Face.volcengine.bodyLimit)
        case .late: throw .requestTimeout
        case .malformed: throw .invalidParameter("body")
        case .stream: throw .internalError
        }
    }

    private func action(_ envelope: VolcengineEnvelope) throws(VolcengineError) -> any VolcengineAction.Type {
        guard !envelope.action.isEmpty else { throw .missingAction }
        guard !envelope.version.isEmpty else { throw .missingVersion }
        guard envelope.version == VolcengineActions.version else {
            throw .invalidActionOrVersion(envelope.action, envelope.version)
        }
        guard let type = VolcengineActions.byName[envelope.action] else {
            guard let reason = VolcengineActions.outOfScope[envelope.action] else { throw .invalidAction }
            throw .outOfScope(envelope.action, reason)
        }
        return type
    }
}

// MARK: - Authentication

extension VolcengineEndpoint {
    /// The checks of `reference/volcengine-vms.md`, 2.6, in their order.
    private func authenticate(
        _ call: HTTPCall, body: [UInt8], envelope: inout VolcengineEnvelope, _ audit: inout CallAudit
    ) async throws(VolcengineError) -> Caller {
        audit.isAuthenticating = true
        let signature: VolcengineSignature
        do throws(VolcengineSignatureError) {
            signature = try VolcengineSignature(call.head)
        } catch {
            throw VolcengineError(error)
        }
        envelope.scope = (signature.service, signature.region)
        audit.claimedKey = signature.accessKeyID
        guard signature.isCurrent(at: call.receivedAt) else { throw .invalidTimestamp }
        let credential: Credential?
        do {
            credential = try await credentials.find(signature.accessKeyID, at: call.receivedAt)
        } catch {
            throw VolcengineError(runner.failure(error, requestID: envelope.requestID))
        }
        guard let credential else { throw .invalidAccessKey(signature.accessKeyID) }
        guard credential.accepts(securityToken: signature.securityToken) else {
            throw .invalidSecretToken("it is not the one that the key was issued with")
        }
        guard signature.service == "vms" else { throw .serviceNotFound(signature.service) }
        let key = credential.volcengineKeys.key(for: signature.scope)
        guard signature.matches(call.head, body: body, key: key) else { throw .signatureDoesNotMatch }
        var caller = credential.caller
        caller.signature = SignedOnce(
            signature: signature.text, expiresAt: signature.expiresAt, coversBody: !signature.isPresigned,
            coversName: !signature.isPresigned && signature.covers("x-sdk-invocation-id"))
        return caller
    }
}

extension VolcengineError {
    fileprivate init(_ error: VolcengineSignatureError) {
        self =
            switch error {
            case .missingAuthenticationToken: .missingAuthenticationToken
            case .invalidAuthorization: .invalidAuthorization
            case .invalidCredential: .invalidCredential
            case .missingTimestamp: .missingTimestamp
            case .missingSignature: .missingSignature
            case .invalidTimestamp: .invalidTimestamp
            }
    }

    fileprivate init(_ failure: CallRunner.Failure) {
        self =
            switch failure {
            case .refused(let error): VolcengineError(error)
            case .face(let error): error as? VolcengineError ?? .internalError
            case .repeatedDifferently: .idempotentParameterMismatch
            case .dryRun: .dryRunOperation
            case .unavailable: .serviceUnavailable
            case .unexpected: .internalError
            }
    }
}

// MARK: - Repetitions

extension VolcengineEndpoint {
    /// How long an answer is kept for a `ClientToken`, and for an invocation id of the SDKs, in seconds (3.6).
    private static let (clientTokenLifetime, invocationLifetime): (Int64, Int64) = (86_400, 600)

    /// What makes this call the repetition of another: its `ClientToken`, or else the id that the SDKs give to a call
    /// and keep when they send it again, or else its signature.
    private func repetition(
        of call: HTTPCall, by caller: Caller, _ type: any VolcengineAction.Type, _ parameters: VolcengineParameters
    ) throws(VolcengineError) -> CallRunner.Repetition? {
        guard case .write = type.access else { return nil }
        var name: IdempotentAnswers.Key?
        var isNameSigned = caller.signature?.coversBody ?? true
        if let token = try parameters.text("ClientToken") {
            guard (1...64).contains(token.utf8.count), token.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
                throw .invalidParameter("ClientToken")
            }
            name = IdempotentAnswers.Key(text: "ClientToken/\(type.name)/\(token)", lifetime: Self.clientTokenLifetime)
        } else if let id = call.head.headerFields.value(of: .xSDKInvocationID), (1...64).contains(id.utf8.count),
            let accessKey = caller.accessKeyID
        {
            name = IdempotentAnswers.Key(
                text: "Invocation/\(accessKey)/\(type.name)/\(id)", lifetime: Self.invocationLifetime)
            isNameSigned = caller.signature?.coversName ?? true
        }
        var json = JSONWriter()
        json.value(.object(parameters.canonical(without: ["ClientToken", "DryRun"])))
        return CallRunner.Repetition(
            named: name, isNameSigned: isNameSigned, by: caller, request: json.bytes, at: call.receivedAt)
    }
}
