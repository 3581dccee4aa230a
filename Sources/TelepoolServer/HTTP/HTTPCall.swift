package import HTTPTypes
package import TelepoolREST
package import TelepoolTime
import TelepoolURL

/// A request as the faces' endpoints see it, whatever server it came through.
package struct HTTPCall: Sendable {
    /// The body, or why there is none.
    package enum Body: Sendable {
        case complete([UInt8])
        /// It is still to come, for an operation that takes it piece by piece.
        case stream(RESTBody)
        /// It is, or says it is, longer than the face takes.
        case tooLarge
        /// It did not arrive in time.
        case late
        /// It is not what its own headers say.
        case malformed
    }

    package let head: HTTPRequest
    package var body: Body
    /// The address of the client, for slowing down guesses.
    package let remoteAddress: String
    /// What the client put before the path.
    package let scheme: String
    /// When the request came in, by the system's clock.
    package let receivedAt: Timestamp
    /// Whether the server was shutting down when the request came in; what came before is still answered.
    package let isAfterShutdown: Bool
    package let face: Face
    package let listener: Listener
    package let path: Substring
    package let query: Substring

    /// - Parameter face: the face that the path belongs to, where that is known already.
    package init(
        head: HTTPRequest, body: Body, face: Face? = nil, remoteAddress: String = "", scheme: String = "http",
        receivedAt: Timestamp = .now,
        isAfterShutdown: Bool = false, listener: Listener = .main
    ) {
        self.head = head
        self.body = body
        self.remoteAddress = remoteAddress
        self.scheme = scheme
        self.receivedAt = receivedAt
        self.isAfterShutdown = isAfterShutdown
        self.listener = listener
        (path, query) = Query.split(target: head.path ?? "")
        self.face = face ?? Face(path: path)
    }

    /// The body; nothing where it did not come whole, which an endpoint has to have refused before.
    var bodyBytes: [UInt8] {
        if case .complete(let bytes) = body { bytes } else { [] }
    }

    /// Scheme, host and port as the client sees them.
    var baseURL: String { "\(scheme)://\(head.authority ?? "localhost")" }
}
