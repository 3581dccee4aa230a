import TelepoolJSON

/// The operations of the operator API: requests with the answers that belong to them. Times are RFC 3339.
public enum Operator {}

/// A request of the operator API.
public protocol OperatorRequest: RoutedRequest {}

/// A request that brings rows of a table; it encodes itself as what stands in path and query, and as its `rows`.
public protocol OperatorImport: OperatorRequest where Response == Operator.ImportSummary {
    /// Encodes itself as its columns. What is `nil` is left empty.
    associatedtype Row: Encodable

    var rows: [Row] { get }
}

extension OperatorClient {
    /// Makes a call.
    ///
    /// - Parameter isRehearsed: whether everything is undone again; the answer is as if it were not.
    /// - Throws: ``ClientError``, `CancellationError`.
    public func call<Request: OperatorRequest>(
        _ request: Request, isRehearsed: Bool = false
    ) async throws -> Request.Response {
        let routed = try RoutedCall(request)
        let query = routed.query + (isRehearsed ? [("dry_run", "true")] : [])
        return try await call(routed.method, routed.path, query: query, body: routed.body).answer()
    }

    /// Brings rows of a table, all of them in one request.
    ///
    /// - Parameter isRehearsed: whether everything is undone again; the answer is as if it were not.
    /// - Throws: ``ClientError``, `CancellationError`.
    public func call<Request: OperatorImport>(
        _ request: Request, isRehearsed: Bool = false
    ) async throws -> Operator.ImportSummary {
        let routed = try RoutedCall(request, leavingOut: "rows")
        let query = routed.query + (isRehearsed ? [("dry_run", "true")] : [])
        return try await send(
            routed.method, target(of: routed.path, query), body: CSVText(request.rows).bytes, type: "text/csv"
        ).answer()
    }

    /// Everything that a request lists, page after page as it is needed.
    public func all<Request: OperatorRequest & ListingRequest>(_ request: Request) -> Listing<Request> {
        Listing(first: request) { try await call($0) }
    }
}
