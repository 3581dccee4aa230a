package import HTTPTypes

/// Finds the operation that a method and a path stand for.
///
/// A literal path wins over one with parameters; of two with parameters, the one whose segments are literal sooner.
package struct RouteTable<Failure: RESTFailure>: Sendable {
    package enum Match {
        case found(RegisteredOperation<Failure>, parameters: [String: String])
        /// The path is known, with these methods.
        case otherMethods([HTTPRequest.Method])
        case none
    }

    private let literal: [String: [RegisteredOperation<Failure>]]
    private let parametric: [RegisteredOperation<Failure>]

    package init(_ operations: [RegisteredOperation<Failure>]) {
        literal = Dictionary(grouping: operations.filter(\.route.isLiteral), by: \.route.pattern)
        parametric = operations.filter { !$0.route.isLiteral }.sorted { $0.route.isTried(before: $1.route) }
    }

    /// - Parameter path: the path without its query, percent-decoding left undone.
    package func match(_ method: HTTPRequest.Method, _ path: Substring) -> Match {
        if let operations = literal[String(path)] {
            guard let found = operations.first(where: { $0.route.method == method }) else {
                return .otherMethods(operations.map(\.route.method))
            }
            return .found(found, parameters: [:])
        }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        var others: [HTTPRequest.Method] = []
        for operation in parametric {
            guard let parameters = operation.route.match(segments) else { continue }
            if operation.route.method == method { return .found(operation, parameters: parameters) }
            others.append(operation.route.method)
        }
        return others.isEmpty ? .none : .otherMethods(others)
    }
}
