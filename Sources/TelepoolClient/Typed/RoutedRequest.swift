import HTTPTypes
package import TelepoolJSON
import TelepoolURL

/// A request to a path. It encodes itself as its parameters: those that the path names stand there, the others in the
/// query of a `GET` or `DELETE`, else in a JSON body. What is `nil` is left out.
public protocol RoutedRequest: Encodable, Sendable {
    associatedtype Response: Decodable & Sendable

    /// Method and path: `GET /v1/sim-pools/{sim_pool_id}/members`.
    static var route: String { get }
}

/// What goes over the wire for a request.
package struct RoutedCall {
    package let method: String
    package let path: String
    package let query: [(name: String, value: String)]
    /// The parameters that stand in neither; `nil` where there cannot be any.
    package let body: JSONValue?

    /// - Parameter table: a member that is a body of another kind, so that all others stand in path and query.
    package init<Request: RoutedRequest>(_ request: Request, leavingOut table: String? = nil) throws {
        let parts = Request.route.split(separator: " ")
        method = String(parts[0])
        guard case .object(var object) = try JSONValue(encoding: request) else {
            preconditionFailure("a request encodes itself as an object")
        }
        if let table { object.members.removeAll { $0.name == table } }
        path = parts[1].split(separator: "/", omittingEmptySubsequences: false).map { segment in
            guard segment.hasPrefix("{") else { return String(segment) }
            let name = segment.dropFirst().dropLast()
            guard let index = object.members.firstIndex(where: { $0.name == name }) else {
                preconditionFailure("\(Request.self) encodes no \(name)")
            }
            return PercentCoding.encode(object.members.remove(at: index).value.text ?? "")
        }.joined(separator: "/")
        let isInQuery = table != nil || method == "GET" || method == "DELETE"
        query = isInQuery ? object.members.flatMap(Self.items) : []
        body = isInQuery ? nil : .object(object)
    }

    /// A list is repeated element by element.
    private static func items(of member: JSONObject.Member) -> [(name: String, value: String)] {
        if case .array(let elements) = member.value {
            elements.compactMap(\.text).map { (member.name, $0) }
        } else {
            member.value.text.map { [(member.name, $0)] } ?? []
        }
    }
}

/// An answer without a content.
public struct NoContent: Codable, Hashable, Sendable {
    public init() {}

    public init(from decoder: any Decoder) throws {}
}
