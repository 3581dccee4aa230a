import HTTPTypes
import TelepoolHuawei
import TelepoolTime
import TelepoolVolcengine

/// The answer to what cannot be read as HTTP. Which face was meant cannot be known, so the answer holds what the clients
/// of both clouds look for.
enum UnreadableRequest {
    static func reply(at now: Timestamp) -> HTTPReply {
        let requestID = VolcengineRequestID.make(at: now, number: UInt64.random(in: 0...UInt64.max))
        let envelope = VolcengineEnvelope(requestID: requestID, action: "", version: "", scope: nil)
            .failure(.invalidParameter("request (not HTTP, or with headers that are too large)"))
        let gateway = HuaweiError.malformedRequest.body(requestID: requestID)
        var reply = HTTPReply(
            status: 400,
            headers: [.contentType: "application/json", .xRequestID: requestID, .xTtLogID: requestID],
            body: envelope.dropLast() + [UInt8(ascii: ",")] + gateway.dropFirst(), requestID: requestID)
        reply.errorCode = "Unreadable"
        reply.closesConnection = true
        return reply
    }
}
