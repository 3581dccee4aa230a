import HTTPTypes
import TelepoolDomain
import TelepoolHuawei
import TelepoolREST
import TelepoolSigning
import TelepoolTime

/// Tells who calls a REST face: by a signature (`SDK-HMAC-SHA256`) or by a token (`X-Auth-Token`).
struct HuaweiAuthenticator: Sendable {
    /// Why a call is not authentic. The texts are the gateway's (`reference/huawei-gsl.md`, 3.4).
    enum Refusal: Error {
        case unauthorized(String)
        case tokenExpired
    }

    let credentials: CredentialStore
    let tokens: TokenStore

    /// A well-formed signature decides by itself; otherwise the token does (Q15).
    ///
    /// - Throws: ``Refusal``, or an error of the database.
    func authenticate(_ call: HTTPCall) async throws -> Caller {
        let token = call.head.headerFields.value(of: .xAuthToken).flatMap { $0.isEmpty ? nil : $0 }
        let signature: HuaweiSignature?
        do {
            signature = try HuaweiSignature(call.head)
        } catch {
            guard token != nil else { throw Refusal.unauthorized("Unauthorized") }
            signature = nil
        }
        if let signature { return try await verify(signature, call) }
        guard let token else { throw Refusal.unauthorized("x-auth-token not found") }
        return try await verify(token, call)
    }

    /// Forgets who was who.
    func forget() {
        credentials.forget()
        tokens.forget()
    }

    /// Whether the body has to be here before it is known who calls.
    func needsBody(_ call: HTTPCall) -> Bool {
        guard let signature = try? HuaweiSignature(call.head) else { return false }
        return signature.coversBody
    }

    /// The access key that a call says it is signed with.
    func claimedKey(of call: HTTPCall) -> String? { (try? HuaweiSignature(call.head))?.accessKeyID }

    private func verify(_ signature: HuaweiSignature, _ call: HTTPCall) async throws -> Caller {
        guard signature.isCurrent(at: call.receivedAt) else {
            let serverTime = CivilTime(call.receivedAt).formatted { $0.appendBasicISO8601(to: &$1) }
            throw Refusal.unauthorized(
                "signature expired, signature time:\(signature.date),server time:\(serverTime)")
        }
        guard let credential = try await credentials.find(signature.accessKeyID, at: call.receivedAt) else {
            throw Refusal.unauthorized("ak \(signature.accessKeyID) not exist")
        }
        guard credential.accepts(securityToken: signature.securityToken) else {
            throw Refusal.unauthorized("security token of ak \(signature.accessKeyID) is invalid")
        }
        let body: [UInt8]? = if case .stream = call.body { nil } else { call.bodyBytes }
        guard signature.matches(call.head, body: body, secret: credential.huaweiSecret) else {
            throw Refusal.unauthorized("verify aksk signature fail")
        }
        var caller = credential.caller
        caller.signature = SignedOnce(
            signature: signature.text, expiresAt: signature.expiresAt,
            coversBody: signature.coversBody || call.bodyBytes.isEmpty, coversName: signature.covers("idempotency-key"))
        return caller
    }

    private func verify(_ text: String, _ call: HTTPCall) async throws -> Caller {
        guard let token = try await tokens.find(text, at: call.receivedAt) else {
            throw Refusal.unauthorized("decrypt token fail")
        }
        guard call.receivedAt < token.expiresAt else { throw Refusal.tokenExpired }
        return Caller(token)
    }
}

extension HTTPField.Name {
    static let xAuthToken = known("X-Auth-Token")
    static let xSubjectToken = known("X-Subject-Token")
    static let xRequestID = known("X-Request-Id")
    static let xSDKInvocationID = known("X-Sdk-Invocation-Id")
    static let xTtLogID = known("X-Tt-Logid")
    static let idempotencyKey = known(IdempotencyKey.header)
}
