/// Why a call failed.
public enum ClientError: Error, Sendable, Equatable {
    /// The endpoint is not `http://host:port` or `https://host:port`.
    case invalidEndpoint(String)
    /// The credentials are of a kind that the face does not take.
    case unusableCredentials
    /// The method is no word.
    case invalidMethod(String)
    /// The server could not be reached, or its answer was lost.
    case unreachable(String)
    /// The server refused.
    case refused(Refusal)
    /// The answer is none of this API's.
    case unreadableAnswer(status: Int)

    /// What a server says when it refuses.
    public struct Refusal: Sendable, Equatable {
        /// The HTTP status; Volcengine answers errors about numbers with 200.
        public var status: Int
        public var code: ErrorCode
        public var message: String
        /// The number of the call in the server's log.
        public var requestID: String?
        /// How long the server asks to wait (`Retry-After`).
        public var retryAfter: Duration?

        public init(
            status: Int, code: ErrorCode, message: String, requestID: String? = nil, retryAfter: Duration? = nil
        ) {
            self.status = status
            self.code = code
            self.message = message
            self.requestID = requestID
            self.retryAfter = retryAfter
        }
    }

    /// What the server calls the error; `nil` where it said nothing.
    public var code: ErrorCode? {
        if case .refused(let refusal) = self { refusal.code } else { nil }
    }
}

extension ClientError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidEndpoint(let text): "The endpoint has to be like http://127.0.0.1:8080, not \"\(text)\"."
        case .unusableCredentials: "This API takes signed requests only: an access key is needed."
        case .invalidMethod(let text): "\"\(text)\" is no method such as GET or POST."
        case .unreachable(let reason):
            "The server cannot be reached. Is it running, and is the endpoint right? (\(reason))"
        case .refused(let refusal): "\(refusal.message) (\(refusal.code), \(refusal.status))"
        case .unreadableAnswer(let status):
            "The answer is not a Telepool server's (status \(status)). Is the endpoint right?"
        }
    }
}

extension ClientError {
    /// Whether the same call may succeed a little later.
    var mayPass: Bool {
        switch self {
        case .unreachable: true
        case .refused(let refusal): Self.isPassing(refusal.status)
        case .unreadableAnswer(let status): Self.isPassing(status)
        case .invalidEndpoint, .unusableCredentials, .invalidMethod: false
        }
    }

    /// Whether the server has certainly not carried the call out.
    var wasNotCarriedOut: Bool {
        if case .refused(let refusal) = self { refusal.status == 429 } else { false }
    }

    var retryAfter: Duration? {
        if case .refused(let refusal) = self { refusal.retryAfter } else { nil }
    }

    private static func isPassing(_ status: Int) -> Bool { [429, 502, 503, 504].contains(status) }
}
