import HTTPTypes
import TelepoolJSON
import TelepoolSigning
import TelepoolURL

/// What the clients call themselves.
let userAgent = "telepool-swift/0.1"

/// The parameters of a query, percent-encoded.
func queryText(_ items: [(name: String, value: String)]) -> String {
    items.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }.joined(separator: "&")
}

/// A path, which may have a query of its own already, with further parameters in its query.
func target(_ path: String, _ items: [(name: String, value: String)]) -> String {
    guard !items.isEmpty else { return path }
    return path + (path.contains("?") ? "&" : "?") + queryText(items)
}

extension JSONValue {
    /// A scalar as text; `nil` of everything else.
    var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .boolean(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}

extension HTTPAnswer {
    /// What `Retry-After` says, in whole seconds.
    var retryAfter: Duration? {
        headers.value(of: .known("Retry-After")).flatMap { UInt32($0) }.map { .seconds($0) }
    }
}

extension HTTPRequest.Method {
    /// - Throws: ``ClientError/invalidMethod(_:)``.
    init(spelled text: String) throws(ClientError) {
        guard let method = HTTPRequest.Method(text) else { throw .invalidMethod(text) }
        self = method
    }
}
