import TelepoolJSON

/// The operations of Volcengine VMS, called what the vendor calls them: requests with the answers that belong to them.
public enum Volcengine {}

/// A request of Volcengine VMS; it encodes itself as its parameters. What is `nil` is left out.
public protocol VolcengineRequest: Encodable, Sendable {
    /// What is answered as `Result`.
    associatedtype Response: Decodable & Sendable

    /// The name on the wire: the name of the type.
    static var action: String { get }
}

extension VolcengineRequest {
    public static var action: String { "\(Self.self)" }
}

extension VolcengineClient {
    /// Makes a call.
    ///
    /// - Parameter clientToken: makes it the repetition of any call with the same token within a day, at most 64 characters
    ///   of ASCII; needed only to repeat a call later than the client itself does.
    /// - Throws: ``ClientError``, `CancellationError`.
    public func call<Request: VolcengineRequest>(
        _ request: Request, clientToken: String? = nil
    ) async throws -> Request.Response {
        var parameters = try JSONValue(encoding: request)
        if case .object(var object) = parameters, let clientToken {
            object.members.append(JSONObject.Member(name: "ClientToken", value: .string(clientToken)))
            parameters = .object(object)
        }
        return try await call(action: Request.action, parameters: parameters).answer()
    }

    /// Everything that a request lists, page after page as it is needed.
    public func all<Request: VolcengineRequest & ListingRequest>(_ request: Request) -> Listing<Request> {
        Listing(first: request) { try await call($0) }
    }
}

extension JSONValue {
    /// Reads an answer.
    ///
    /// - Throws: ``ClientError/unreadableAnswer(status:)`` where something is missing or of another type.
    func answer<Response: Decodable>() throws(ClientError) -> Response {
        do {
            return try decode(Response.self)
        } catch {
            throw .unreadableAnswer(status: 200)
        }
    }
}
