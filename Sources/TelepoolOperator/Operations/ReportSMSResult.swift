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
    package static let description = OperationDescription(
        "Notes whether a short message was delivered, which is taken to be now, or has failed.",
        details: "Saying the same again changes nothing; what was said first stands.", parameters: parameters,
        body: body, errors: [.unknownSMSMessage, .smsReportedOtherwise])

    private static let parameters = Parameters(Input<SMSMessageID>("id", .id(1...), "The short message."))
    private static let body = JSONBody(
        Input("status", .choice([SMSStatus.delivered, .failed].map { ($0.name, $0 == .delivered) })))

    private var id: SMSMessageID
    private var isDelivered: Bool

    package init(_ request: RESTRequest) throws(OperatorError) {
        id = try Self.parameters.read(request)
        isDelivered = try Self.body.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(message: try scope.smsOutbox.report(id, isDelivered: isDelivered))
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(
            ["id": .integer(1...), "status": .choice(SMSStatus.allCases.map(\.name))], optional: ["received": .time])

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
