public import AsyncHTTPClient
import HTTPTypes
public import TelepoolJSON

/// Calls Huawei Cloud GSL: that of a Telepool server, or the cloud's own.
///
/// A call that fails for a reason that may pass is made again, with the same `Idempotency-Key`. The cloud does not know
/// such keys: see ``RetryPolicy/repeatsWrites``.
public struct HuaweiClient: Sendable {
    private let connection: RESTConnection

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
        let method = try HTTPRequest.Method(spelled: method)
        return try await connection.call(method, target(path, query), body: body?.bytes ?? [])
    }
}
