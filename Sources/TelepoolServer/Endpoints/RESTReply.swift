import HTTPTypes
import TelepoolREST

extension HTTPReply {
    /// Tells which methods there are, as every 405 has to (RFC 9110, 15.5.6).
    mutating func allow(_ methods: [HTTPRequest.Method]) {
        headers[.allow] = methods.map(\.rawValue).sorted().joined(separator: ", ")
    }
}

/// What the REST faces' answers have in common.
enum RESTReply {
    static func make(status: Int, body: [UInt8], requestID: String) -> HTTPReply {
        HTTPReply(
            status: status, headers: [.contentType: "application/json", .xRequestID: requestID], body: body,
            requestID: requestID)
    }

    static func make(_ failure: some RESTFailure, requestID: String) -> HTTPReply {
        var reply = make(status: failure.status, body: failure.body(requestID: requestID), requestID: requestID)
        reply.errorCode = failure.code
        if failure.status == 503 || failure.status == 429 { reply.headers[.retryAfter] = "1" }
        return reply
    }

    /// The body of a request, or the face's error where it did not come whole.
    static func body<Failure: RESTFailure>(
        of call: HTTPCall, face: Face, as: Failure.Type
    ) throws(Failure) -> [UInt8] {
        switch call.body {
        case .complete(let bytes): return bytes
        case .tooLarge: throw .bodyTooLarge(limit: face.bodyLimit)
        case .late: throw .requestTimeout
        case .malformed: throw .malformedRequest
        case .stream: throw .unexpected
        }
    }
}
