package import AsyncHTTPClient
package import HTTPTypes
import NIOCore
import NIOHTTP1
package import TelepoolJSON
import TelepoolSigning
import TelepoolTime
import TelepoolURL

/// Calls any operation of Volcengine's and of Huawei Cloud's interface by its name or path, of a Telepool server or of the
/// real clouds.
package struct RawClient: Sendable {
    /// Where and as whom to call.
    package struct Configuration: Sendable {
        /// Scheme, host and port: `https://open.volcengineapi.com`.
        package var endpoint: String
        package var accessKeyID: String
        package var secretAccessKey: String
        /// Goes with temporary keys.
        package var sessionToken: String?
        /// What requests in Volcengine's form are signed for.
        package var region: String
        package var service: String

        package init(
            endpoint: String, accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil,
            region: String = "cn-beijing", service: String = "vms"
        ) {
            self.endpoint = endpoint
            self.accessKeyID = accessKeyID
            self.secretAccessKey = secretAccessKey
            self.sessionToken = sessionToken
            self.region = region
            self.service = service
        }
    }

    /// What came back, whether it tells of a failure or not.
    package struct Answer: Sendable {
        package var status: Int
        /// `null` where there is no body.
        package var body: JSONValue
    }

    private let http: HTTPClient
    private let attempts: Int
    private var configuration: Configuration
    private let scheme: String
    private let authority: String

    /// - Parameter attempts: how often a call is made at most, if it can be made again.
    /// - Throws: ``OperatorClient/Failure/invalidEndpoint(_:)``.
    package init(_ configuration: Configuration, http: HTTPClient, attempts: Int = 4) throws(OperatorClient.Failure) {
        guard let match = configuration.endpoint.wholeMatch(of: /(https?):\/\/([^\/\s]+)\/?/) else {
            throw .invalidEndpoint(configuration.endpoint)
        }
        self.http = http
        self.attempts = attempts
        self.configuration = configuration
        (scheme, authority) = (String(match.1), String(match.2))
    }

    /// The same client for another region, service or token.
    package func changing(_ change: (inout Configuration) -> Void) -> RawClient {
        var client = self
        change(&client.configuration)
        return client
    }

    /// Calls an action of Volcengine with `POST` and a body of JSON; it is made again where the answer does not arrive,
    /// under the invocation id by which the server knows a repetition.
    ///
    /// - Throws: ``OperatorClient/Failure``, but not for answers that refuse.
    package func volcengine(_ action: String, version: String, body: [UInt8]) async throws -> Answer {
        let target = "/?Action=\(PercentCoding.encode(action))&Version=\(PercentCoding.encode(version))"
        let invocation = Self.identifier()
        let signer = VolcengineSigner(
            accessKeyID: configuration.accessKeyID, secretAccessKey: configuration.secretAccessKey,
            region: configuration.region, service: configuration.service)
        return try await repeating(isRepeatable: true) {
            var head = head(.post, target)
            head.headerFields[name("X-Sdk-Invocation-Id")] = invocation
            signer.sign(&head, body: body, at: .now)
            return try await send(head, target, body: body)
        }
    }

    /// Makes a call of Huawei Cloud's interface; one that only reads is made again where the answer does not arrive.
    ///
    /// - Parameters:
    ///   - target: the path with its query, which has to be percent-encoded.
    ///   - headers: further header fields.
    /// - Throws: ``OperatorClient/Failure``, but not for answers that refuse.
    package func huawei(
        _ method: HTTPRequest.Method, _ target: String, body: [UInt8] = [],
        headers: [(name: String, value: String)] = []
    ) async throws -> Answer {
        let signer = HuaweiSigner(
            accessKeyID: configuration.accessKeyID, secretAccessKey: configuration.secretAccessKey)
        return try await repeating(isRepeatable: method == .get) {
            var head = head(method, target)
            // Or the same request in the same second would be the same call.
            if method != .get { head.headerFields[name("X-Request-Nonce")] = Self.identifier() }
            for header in headers { head.headerFields[name(header.name)] = header.value }
            signer.sign(&head, body: body, at: .now)
            return try await send(head, target, body: body)
        }
    }

    private static func identifier() -> String {
        (0..<3).map { _ in String(UInt64.random(in: 0...UInt64.max), radix: 36) }.joined()
    }

    private func head(_ method: HTTPRequest.Method, _ target: String) -> HTTPRequest {
        var head = HTTPRequest(method: method, scheme: scheme, authority: authority, path: target)
        head.headerFields[.contentType] = "application/json"
        if let token = configuration.sessionToken { head.headerFields[name("X-Security-Token")] = token }
        return head
    }

    private func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no name of a header field") }
        return name
    }

    private func repeating(isRepeatable: Bool, _ body: () async throws -> Answer) async throws -> Answer {
        var attempt = 1
        while true {
            do {
                let answer = try await body()
                let mayPass = [429, 502, 503, 504].contains(answer.status)
                guard isRepeatable, mayPass, attempt < attempts else { return answer }
            } catch OperatorClient.Failure.unreachable(let reason) {
                guard isRepeatable, attempt < attempts else { throw OperatorClient.Failure.unreachable(reason) }
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: 100...200) << attempt))
            attempt += 1
        }
    }

    private func send(_ head: HTTPRequest, _ target: String, body: [UInt8]) async throws -> Answer {
        var request = HTTPClientRequest(url: "\(scheme)://\(authority)\(target)")
        request.method = HTTPMethod(rawValue: head.method.rawValue)
        for field in head.headerFields { request.headers.add(name: field.name.rawName, value: field.value) }
        if !body.isEmpty { request.body = .bytes(body) }
        let response: HTTPClientResponse
        let answer: [UInt8]
        do {
            response = try await http.execute(request, timeout: .seconds(120))
            answer = Array(buffer: try await response.body.collect(upTo: 64 << 20))
        } catch let error as CancellationError {
            throw error
        } catch {
            throw OperatorClient.Failure.unreachable("\(error)")
        }
        let status = Int(response.status.code)
        guard !answer.isEmpty else { return Answer(status: status, body: .null) }
        guard let json = try? JSONValue(parsing: answer) else {
            throw OperatorClient.Failure.unreadableAnswer(status: status)
        }
        return Answer(status: status, body: json)
    }
}

extension RawClient.Answer {
    /// The body of an answer that is no refusal; of Volcengine's, its `Result`.
    ///
    /// - Throws: ``OperatorClient/Failure/refused(_:)``.
    package func result() throws(OperatorClient.Failure) -> JSONValue {
        if let refusal { throw refusal }
        if case .object(let object) = body, object["ResponseMetadata"] != nil { return object["Result"] ?? .null }
        return body
    }

    /// What the answer refuses, whichever interface it is of; `nil` where it does not.
    package var refusal: OperatorClient.Failure? {
        guard case .object(let object) = body else {
            return (200..<300).contains(status) ? nil : .unreadableAnswer(status: status)
        }
        if case .object(let metadata)? = object["ResponseMetadata"], case .object(let error)? = metadata["Error"] {
            return refused(error, "Code", "Message")
        }
        guard !(200..<300).contains(status) else { return nil }
        if case .object(let error)? = object["error"] { return refused(error, "code", "message") }
        if object["error_code"] != nil { return refused(object, "error_code", "error_msg") }
        return .unreadableAnswer(status: status)
    }

    private func refused(_ error: JSONObject, _ code: String, _ message: String) -> OperatorClient.Failure {
        let texts = [code, message].map { name in
            switch error[name] {
            case .string(let text)?, .number(let text)?: text
            default: ""
            }
        }
        return .refused(.init(status: status, code: ErrorCode(rawValue: texts[0]), message: texts[1]))
    }
}
