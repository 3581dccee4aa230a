package import HTTPTypes
import TelepoolURL

/// A method and the pattern of a path, with parameters in braces: `GET /v1/sim-pools/{sim_pool_id}/members`.
package struct Route: Sendable, Equatable, CustomStringConvertible {
    enum Segment: Sendable, Equatable {
        case literal(String)
        case parameter(String)

        var isLiteral: Bool {
            if case .literal = self { true } else { false }
        }
    }

    package let method: HTTPRequest.Method
    package let pattern: String
    let segments: [Segment]

    package init(_ method: HTTPRequest.Method, _ pattern: String) {
        self.method = method
        self.pattern = pattern
        segments = pattern.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            segment.hasPrefix("{") ? .parameter(String(segment.dropFirst().dropLast())) : .literal(String(segment))
        }
    }

    package var description: String { "\(method) \(pattern)" }

    /// The path with the values of its parameters, percent-encoded.
    ///
    /// - Precondition: there is a value for each parameter.
    package func path(_ values: [String: String] = [:]) -> String {
        segments.map { segment in
            switch segment {
            case .literal(let text): return text
            case .parameter(let name):
                guard let value = values[name] else { preconditionFailure("no value for {\(name)} of \(self)") }
                return PercentCoding.encode(value)
            }
        }.joined(separator: "/")
    }

    /// The names of the path's parameters.
    package var parameters: [String] {
        segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    var isLiteral: Bool {
        segments.allSatisfy(\.isLiteral)
    }

    /// The order in which patterns are tried: of two that may fit the same path, the one first that is literal at the
    /// first segment where only one of them is.
    func isTried(before other: Route) -> Bool {
        guard segments.count == other.segments.count else { return segments.count < other.segments.count }
        let difference = zip(segments, other.segments).first { $0.isLiteral != $1.isLiteral }
        return difference?.0.isLiteral ?? false
    }

    /// The parameters of a path that fits the pattern, or `nil`.
    func match(_ path: [Substring]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (segment, text) in zip(segments, path) {
            switch segment {
            case .literal(let literal): guard text == literal else { return nil }
            case .parameter(let name):
                guard !text.isEmpty else { return nil }
                parameters[name] = String(text)
            }
        }
        return parameters
    }
}
