public import AsyncHTTPClient
import HTTPTypes
public import TelepoolJSON
package import TelepoolOperator
import TelepoolREST

/// Calls the operator API of a Telepool server.
///
/// A call that fails for a reason that may pass is made again, with the same idempotency key, so that it takes effect
/// once however often it arrives.
public struct OperatorClient: Sendable {
    package typealias Configuration = ClientConfiguration
    package typealias Failure = ClientError

    /// How long an answer is waited for where the server has to read everything that there is.
    private static let longPatience = Duration.seconds(6 * 3600)

    private let connection: RESTConnection
    /// The account that calls are made on behalf of; `nil` for the caller's own.
    private var account: String?

    /// - Parameter http: whose connections are used; it is not shut down.
    /// - Throws: ``ClientError/invalidEndpoint(_:)``.
    public init(_ configuration: ClientConfiguration, http: HTTPClient = .shared) throws(ClientError) {
        try self.init(configuration, ClientEnvironment(), exchange: http.exchange)
    }

    /// The same over other means, and in other surroundings.
    package init(
        _ configuration: ClientConfiguration, _ environment: ClientEnvironment, exchange: @escaping HTTPExchange
    ) throws(ClientError) {
        connection = try RESTConnection(configuration, environment, exchange: exchange)
    }

    /// A client whose calls are made on behalf of another account, which only administrators may do.
    ///
    /// A call that has a parameter `account` of its own, such as ``Operator/ListInstallationAuditEvents`` of an account,
    /// stays as it is.
    ///
    /// - Parameter account: its name or its domain id.
    public func onBehalf(of account: String) -> OperatorClient {
        var client = self
        client.account = account
        return client
    }

    /// Calls any operation.
    ///
    /// - Parameters:
    ///   - method: `GET`, `POST`, …
    ///   - path: percent-encoded; it may have a query.
    ///   - query: further parameters of the query, as they are.
    ///   - body: `nil` for none.
    /// - Returns: the answer; `null` where it has no body.
    /// - Throws: ``ClientError``, `CancellationError`.
    public func call(
        _ method: String, _ path: String, query: [(name: String, value: String)] = [],
        body: JSONValue? = nil
    ) async throws -> JSONValue {
        try await send(method, target(of: path, query), body: body?.bytes ?? [], type: "application/json")
    }

    /// A path with the parameters of its query, and the account that the call is made on behalf of.
    func target(of path: String, _ query: [(name: String, value: String)]) -> String {
        guard let account, !query.contains(where: { $0.name == "account" }) else {
            return TelepoolClient.target(path, query)
        }
        return TelepoolClient.target(path, query + [("account", account)])
    }

    /// Makes a call as the operation wants it that it is for.
    func send(_ method: String, _ target: String, body: [UInt8], type: String) async throws -> JSONValue {
        let method = try HTTPRequest.Method(spelled: method)
        var (answersSecret, isLong) = (false, false)
        if case .found(let operation, _) = OperatorOperations.routes.match(method, target.prefix { $0 != "?" }) {
            (answersSecret, isLong) = (operation.answersSecret, operation.isLong)
        }
        return try await connection.call(
            method, target, body: body, type: type, isRepeatable: !answersSecret,
            timeout: isLong ? Self.longPatience : nil)
    }

    /// Makes a call.
    ///
    /// - Parameters:
    ///   - path: the values of the parameters in the operation's path.
    ///   - type: the media type of the body.
    /// - Returns: the answer.
    /// - Throws: ``ClientError``, `CancellationError`.
    package func call<Operation: OperatorOperation>(
        _ operation: Operation.Type, path: [String: String] = [:], query: [(name: String, value: String)] = [],
        body: [UInt8], type: String = "application/json"
    ) async throws -> JSONValue {
        let answer = try await connection.call(
            Operation.route.method, target(of: Operation.route.path(path), query), body: body, type: type,
            isRepeatable: !Operation.answersSecret, timeout: Operation.isLong ? Self.longPatience : nil)
        guard case .object = answer else { throw ClientError.unreadableAnswer(status: Operation.successStatus) }
        return answer
    }
}
