import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
import TelepoolTime

/// Hands out up to `limit` short messages to a gateway for `seconds`, within which no other gateway gets them. Those that
/// nothing is reported of by then are handed out again.
package struct ClaimSMS: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/sms-outbox/claims")
    package static let access = Access.write(.manager)
    /// How many messages at once.
    package static let limits: ClosedRange<Int64> = 1...500
    /// Up to an hour.
    package static let seconds: ClosedRange<Int64> = 1...3600

    private var limit: Int64
    private var seconds: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        let body = try OperatorBody(request)
        limit = try body.integer("limit", in: Self.limits)
        seconds = try body.integer("seconds", in: Self.seconds)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        let (messages, until) = try scope.smsOutbox.claim(limit: limit, seconds: seconds)
        return Response(messages: messages, until: until)
    }

    package struct Response: JSONWritable {
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
