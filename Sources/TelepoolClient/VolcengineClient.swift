public import AsyncHTTPClient
import HTTPTypes
public import TelepoolJSON
import TelepoolSigning

/// Calls Volcengine VMS: that of a Telepool server, or the cloud's own.
///
/// A call that fails for a reason that may pass is made again, with the same invocation id, as the vendor's SDK does
/// (``RetryPolicy``).
public struct VolcengineClient: Sendable {
    /// What a request is signed for, and which edition of the API it means.
    public struct Service: Sendable {
        public var region: String
        public var name: String
        public var version: String

        public init(region: String = "cn-beijing", name: String = "vms", version: String = "2022-01-01") {
            self.region = region
            self.name = name
            self.version = version
        }
    }

    private let connection: Connection
    private let service: Service
    private let signer: VolcengineSigner
    private let sessionToken: String?

    /// - Parameter http: whose connections are used; it is not shut down.
    /// - Throws: ``ClientError/invalidEndpoint(_:)``, ``ClientError/unusableCredentials``.
    public init(
        _ configuration: ClientConfiguration, service: Service = Service(), http: HTTPClient = .shared
    ) throws(ClientError) {
        try self.init(configuration, service: service, ClientEnvironment(), exchange: http.exchange)
    }

    /// The same over other means, and in other surroundings.
    package init(
        _ configuration: ClientConfiguration, service: Service = Service(), _ environment: ClientEnvironment,
        exchange: @escaping HTTPExchange
    ) throws(ClientError) {
        guard case .accessKey(let id, let secret, let sessionToken) = configuration.credentials.kind else {
            throw .unusableCredentials
        }
        connection = try Connection(configuration, environment, exchange: exchange)
        self.service = service
        self.sessionToken = sessionToken
        signer = VolcengineSigner(
            accessKeyID: id, secretAccessKey: secret, region: service.region, service: service.name)
    }

    /// Calls any action.
    ///
    /// - Parameter parameters: an object; sent as a JSON body.
    /// - Returns: the `Result` of the answer; `null` where there is none.
    /// - Throws: ``ClientError``, `CancellationError`.
    public func call(action: String, parameters: JSONValue = [:]) async throws -> JSONValue {
        let id = connection.makeID()
        let body = parameters.bytes
        return try await connection.perform(.recognised, timeout: connection.configuration.timeout) { attempt in
            (request(action, body, id: id, attempt: attempt), body)
        } read: { (answer) throws(ClientError) in
            try Self.result(answer)
        }
    }

    private func request(_ action: String, _ body: [UInt8], id: String, attempt: Int) -> HTTPRequest {
        var head = HTTPRequest(
            method: .post, scheme: connection.scheme, authority: connection.authority,
            path: "/?" + queryText([("Action", action), ("Version", service.version)]))
        head.headerFields[.accept] = "application/json"
        head.headerFields[.contentType] = "application/json"
        head.headerFields[.known("X-Sdk-Invocation-Id")] = id
        head.headerFields[.known("X-Sdk-Request")] =
            "attempt=\(attempt); max=\(connection.configuration.retries.attempts)"
        head.headerFields[.xSecurityToken] = sessionToken
        signer.sign(&head, body: body, at: connection.now)
        // Not signed, as with the vendor's SDKs.
        head.headerFields[.userAgent] = userAgent
        return head
    }

    private static func result(_ answer: HTTPAnswer) throws(ClientError) -> JSONValue {
        guard let json = try? JSONValue(parsing: answer.body), let metadata = json["ResponseMetadata"] else {
            throw .unreadableAnswer(status: answer.status)
        }
        // Errors about numbers come with the status 200.
        guard let error = metadata["Error"], error != .null else {
            guard (200..<300).contains(answer.status) else { throw .unreadableAnswer(status: answer.status) }
            return json["Result"] ?? .null
        }
        throw .refused(
            ClientError.Refusal(
                status: answer.status, code: ErrorCode(rawValue: error["Code"]?.text ?? ""),
                message: error["Message"]?.text ?? "", requestID: metadata["RequestId"]?.text,
                retryAfter: answer.retryAfter))
    }
}
