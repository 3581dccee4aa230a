import HTTPTypes
import TelepoolOperator

/// The operator's face: its operations, and the document that describes them, which anybody may read: it says nothing of
/// this installation but its version.
struct OperatorEndpoint: Sendable {
    static let documentOperation = "ShowOpenAPIDocument"

    let operations: RESTEndpoint<OperatorError>
    let requestIDs: RequestIDs

    func respond(to call: HTTPCall) async -> HTTPReply {
        guard call.path == OpenAPIDocument.path else { return await operations.respond(to: call) }
        let requestID = requestIDs.make()
        var reply: HTTPReply
        switch call.head.method {
        case _ where call.isAfterShutdown: reply = RESTReply.make(OperatorError.unavailable, requestID: requestID)
        case .get, .head: reply = RESTReply.make(status: 200, body: OpenAPIDocument.bytes, requestID: requestID)
        default:
            reply = RESTReply.make(OperatorError.otherMethods, requestID: requestID)
            reply.allow([.get, .head])
        }
        reply.operation = Self.documentOperation
        return reply
    }
}
