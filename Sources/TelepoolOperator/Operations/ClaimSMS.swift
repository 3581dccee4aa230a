import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
import TelepoolTime

/// Hands short messages out to a gateway for a time, within which no other gateway gets them.
package struct ClaimSMS: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/sms-outbox/claims")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Hands short messages out to a gateway for a time, within which no other gateway gets them.",
        details: "Those that nothing is reported of by then are handed out again.", body: body)
    /// How many messages at once.
    package static let limits: ClosedRange<Int64> = 1...500
    /// Up to an hour.
    package static let seconds: ClosedRange<Int64> = 1...3600

    private static let body = JSONBody(
        Input("limit", .integer(limits), "How many at most."), Input("seconds", .integer(seconds), "For how long."))

    private var limit: Int64
    private var seconds: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        (limit, seconds) = try Self.body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        let (messages, until) = try scope.smsOutbox.claim(limit: limit, seconds: seconds)
        return Response(messages: messages, until: until)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object([
            "claimed_until": .time, "messages": .array(of: .object(SMSMessage.members)),
        ])

        var messages: [SMSMessage]
        var until: Timestamp

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("claimed_until", until.description)
                $0.array("messages", messages) { json, message in json.object { $0.members(of: message) } }
            }
        }
    }
}
