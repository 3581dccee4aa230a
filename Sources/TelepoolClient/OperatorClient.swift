package import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
package import TelepoolJSON
package import TelepoolOperator
import TelepoolREST
import TelepoolSigning
import TelepoolTime
import TelepoolURL

/// Calls the operator API of a server, signed with an access key.
///
/// A call that fails for a reason that may pass is made again, with the same idempotency key, so that it takes effect
/// once however often it arrives.
package struct OperatorClient: Sendable {
    /// Where and as whom to call.
    package struct Configuration: Sendable {
        /// Scheme, host and port: `http://127.0.0.1:8080`.
        package var endpoint: String
        package var accessKeyID: String
        package var secretAccessKey: String

        package init(endpoint: String, accessKeyID: String, secretAccessKey: String) {
            self.endpoint = endpoint
            self.accessKeyID = accessKeyID
            self.secretAccessKey = secretAccessKey
        }
    }

    /// Why a call failed.
    package enum Failure: Error, Sendable, Equatable {
        /// The endpoint is not `http://host:port` or `https://host:port`.
        case invalidEndpoint(String)
        /// The server could not be reached.
        case unreachable(String)
        /// The server refused; with the code and the message of its answer.
        case refused(status: Int, code: String, message: String)
        /// The answer is none of this API's.
        case unreadableAnswer(status: Int)
    }

    private static let attempts = 5
    /// How long an answer is waited for.
    private static let patience = Duration.seconds(120)
    /// The same where the server has to read everything that there is.
    private static let longPatience = Duration.seconds(6 * 3600)

    private let http: HTTPClient
    private let configuration: Configuration
    private let signer: HuaweiSigner
    private let scheme: String
    private let authority: String

    /// - Throws: ``Failure/invalidEndpoint(_:)``.
    package init(_ configuration: Configuration, http: HTTPClient) throws(Failure) {
        guard let match = configuration.endpoint.wholeMatch(of: /(https?):\/\/([^\/\s]+)\/?/) else {
            throw .invalidEndpoint(configuration.endpoint)
        }
        self.http = http
        self.configuration = configuration
        (scheme, authority) = (String(match.1), String(match.2))
        signer = HuaweiSigner(
            accessKeyID: configuration.accessKeyID, secretAccessKey: configuration.secretAccessKey)
    }

    /// Makes a call.
    ///
    /// - Parameters:
    ///   - path: the values of the parameters in the operation's path.
    ///   - type: the media type of the body.
    /// - Returns: the answer.
    /// - Throws: ``Failure``.
    package func call<Operation: OperatorOperation>(
        _ operation: Operation.Type, path: [String: String] = [:], query: [(name: String, value: String)] = [],
        body: [UInt8], type: String = "application/json"
    ) async throws -> JSONValue {
        let pairs = query.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }
        let target = ([Operation.route.path(path)] + pairs.prefix(1)).joined(separator: "?")
        return try await call(
            Operation.route.method, ([target] + pairs.dropFirst()).joined(separator: "&"), body: body, type: type,
            isRepeatable: !Operation.answersSecret, patience: Operation.isLong ? Self.longPatience : Self.patience)
    }

    /// Makes a call, again and again if need be and if the server recognises a repetition.
    private func call(
        _ method: HTTPRequest.Method, _ target: String, body: [UInt8], type: String, isRepeatable: Bool,
        patience: Duration
    ) async throws -> JSONValue {
        let key = (0..<4).map { _ in String(UInt64.random(in: 0...UInt64.max), radix: 36) }.joined()
        var attempt = 1
        while true {
            do {
                return try await send(
                    method, target, body: body, type: type, idempotencyKey: isRepeatable ? key : nil, patience: patience
                )
            } catch let failure as Failure where isRepeatable && attempt < Self.attempts && failure.mayPass {
                try await Task.sleep(for: .milliseconds(Int.random(in: 100...200) << attempt))
                attempt += 1
            }
        }
    }

    private func send(
        _ method: HTTPRequest.Method, _ target: String, body: [UInt8], type: String, idempotencyKey: String?,
        patience: Duration
    ) async throws -> JSONValue {
        var head = HTTPRequest(method: method, scheme: scheme, authority: authority, path: target)
        head.headerFields[.contentType] = type
        head.headerFields[.known("Idempotency-Key")] = idempotencyKey
        signer.sign(&head, body: body, at: .now)

        var request = HTTPClientRequest(url: "\(scheme)://\(authority)\(target)")
        request.method = HTTPMethod(rawValue: method.rawValue)
        for field in head.headerFields { request.headers.add(name: field.name.rawName, value: field.value) }
        request.body = .bytes(body)
        let response: HTTPClientResponse
        let answer: [UInt8]
        do {
            response = try await http.execute(request, timeout: TimeAmount(patience))
            answer = Array(buffer: try await response.body.collect(upTo: 64 << 20))
        } catch let error as CancellationError {
            throw error
        } catch {
            throw Failure.unreachable("\(error)")
        }
        return try read(answer, status: Int(response.status.code))
    }

    private func read(_ answer: [UInt8], status: Int) throws(Failure) -> JSONValue {
        guard let json = try? JSONValue(parsing: answer), case .object(let object) = json else {
            throw .unreadableAnswer(status: status)
        }
        guard (200..<300).contains(status) else {
            guard case .object(let error)? = object["error"], case .string(let code)? = error["code"],
                case .string(let message)? = error["message"]
            else { throw .unreadableAnswer(status: status) }
            throw .refused(status: status, code: code, message: message)
        }
        return json
    }
}

extension OperatorClient.Failure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .invalidEndpoint(let text): "The endpoint has to be like http://127.0.0.1:8080, not \"\(text)\"."
        case .unreachable(let reason):
            "The server cannot be reached. Is it running, and is the endpoint right? (\(reason))"
        case .refused(let status, let code, let message): "\(message) (\(code), \(status))"
        case .unreadableAnswer(let status):
            "The answer is not a Telepool server's (status \(status)). Is the endpoint right?"
        }
    }

    /// Whether the same call may succeed a little later.
    fileprivate var mayPass: Bool {
        switch self {
        case .unreachable: true
        case .refused(let status, _, _), .unreadableAnswer(let status): [429, 502, 503, 504].contains(status)
        case .invalidEndpoint: false
        }
    }
}
