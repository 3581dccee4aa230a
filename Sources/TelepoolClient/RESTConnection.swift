import HTTPTypes
import TelepoolJSON
import TelepoolSigning

/// What the clients of Huawei's face and of the operator's API have in common.
struct RESTConnection: Sendable {
    private let connection: Connection
    private let signer: HuaweiSigner?
    /// A token of IAM, or what belongs to a temporary key.
    private let token: (name: HTTPField.Name, value: String)?

    init(
        _ configuration: ClientConfiguration, _ environment: ClientEnvironment, exchange: @escaping HTTPExchange
    ) throws(ClientError) {
        connection = try Connection(configuration, environment, exchange: exchange)
        switch configuration.credentials.kind {
        case .accessKey(let id, let secret, let sessionToken):
            signer = HuaweiSigner(accessKeyID: id, secretAccessKey: secret)
            token = sessionToken.map { (.xSecurityToken, $0) }
        case .iamToken(let text):
            signer = nil
            token = (.known("X-Auth-Token"), text)
        }
    }

    /// Makes a call.
    ///
    /// - Parameters:
    ///   - target: the path with its query, percent-encoded.
    ///   - type: the media type of the body.
    ///   - isRepeatable: whether the server recognises it when it comes again, if it writes.
    ///   - timeout: how long an answer is waited for; what is configured, if not given.
    /// - Returns: the answer; `null` where it has no body.
    func call(
        _ method: HTTPRequest.Method, _ target: String, body: [UInt8], type: String = "application/json",
        isRepeatable: Bool = true, timeout: Duration? = nil
    ) async throws -> JSONValue {
        let writes = method != .get && method != .head
        let key = writes && isRepeatable ? connection.makeID() : nil
        let repetition: Connection.Repetition = !writes ? .harmless : isRepeatable ? .recognised : .harmful
        return try await connection.perform(repetition, timeout: timeout ?? connection.configuration.timeout) { _ in
            (request(method, target, body: body, type: type, idempotencyKey: key), body)
        } read: { (answer) throws(ClientError) in
            try Self.read(answer)
        }
    }

    private func request(
        _ method: HTTPRequest.Method, _ target: String, body: [UInt8], type: String, idempotencyKey: String?
    ) -> HTTPRequest {
        var head = HTTPRequest(
            method: method, scheme: connection.scheme, authority: connection.authority, path: target)
        head.headerFields[.contentType] = type
        head.headerFields[.known("Idempotency-Key")] = idempotencyKey
        if idempotencyKey == nil, method != .get, method != .head {
            // Or the same request in the same second would be the same call.
            head.headerFields[.known("X-Request-Nonce")] = connection.makeID()
        }
        if let token { head.headerFields[token.name] = token.value }
        head.headerFields[.userAgent] = userAgent
        signer?.sign(&head, body: body, at: connection.now)
        return head
    }

    private static func read(_ answer: HTTPAnswer) throws(ClientError) -> JSONValue {
        let isSuccess = (200..<300).contains(answer.status)
        if answer.body.isEmpty, isSuccess { return .null }
        guard let json = try? JSONValue(parsing: answer.body) else { throw .unreadableAnswer(status: answer.status) }
        if isSuccess { return json }
        // The operator's API and IAM have an object of its own for the error, and two names for the code; the service
        // and the gateway before it have members with longer names.
        let error = json["error"] ?? json
        guard let code = error["code"]?.text ?? error["error_code"]?.text,
            let message = error["message"]?.text ?? error["error_msg"]?.text
        else { throw .unreadableAnswer(status: answer.status) }
        throw .refused(
            ClientError.Refusal(
                status: answer.status, code: ErrorCode(rawValue: code), message: message,
                requestID: answer.headers.value(of: .known("X-Request-Id")) ?? json["request_id"]?.text,
                retryAfter: answer.retryAfter))
    }
}
