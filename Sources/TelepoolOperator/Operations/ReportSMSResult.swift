import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
import TelepoolTime

/// Notes whether a short message was delivered, which is taken to be now, or has failed. Saying the same again changes
/// nothing; what was said first stands.
package struct ReportSMSResult: OperatorOperation {
    package static let route = Route(.post, "/telepool/v1/sms-outbox/{id}/result")
    package static let access = Access.write(.manager)

    private var id: SMSMessageID
    private var isDelivered: Bool

    package init(_ request: RESTRequest) throws(OperatorError) {
        guard let id = JSONValue.integer(request.pathParameters["id"] ?? ""), id > 0 else {
            throw .invalidParameter("The id of a short message has to be a positive integer.")
        }
        self.id = SMSMessageID(id)
        isDelivered = try OperatorBody(request).choice(
            "status", [SMSStatus.delivered, .failed].map { ($0.name, $0 == .delivered) })
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(message: try scope.smsOutbox.report(id, isDelivered: isDelivered))
    }

    package struct Response: JSONWritable {
        var message: SMSMessage

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("id", message.id.rawValue)
                $0.member("status", message.status.name)
                if let received = message.receivedAt { $0.member("received", received.description) }
            }
        }
    }
}

extension SMSStatus {
    /// What this API calls the state.
    var name: String {
        switch self {
        case .sending: "sending"
        case .delivered: "delivered"
        case .failed: "failed"
        }
    }
}
