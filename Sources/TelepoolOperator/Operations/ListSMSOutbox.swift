import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
import TelepoolTime

/// Lists the short messages that have still to be sent, claimed or not, oldest first, page after page, each at the same
/// cost.
package struct ListSMSOutbox: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/sms-outbox")
    package static let access = Access.read(.reader)
    package static let description = OperationDescription(
        "Lists the short messages that have still to be sent, claimed or not, oldest first, page after page.",
        details: "Every page is as fast as the first.", parameters: parameters)
    /// The greatest page size.
    package static let greatestLimit: Int64 = 500

    private static let parameters = Parameters(
        Input<SMSMessageID>("after", .id(0...), default: 0, "The id that the page begins behind."),
        Input.limit(100, upTo: greatestLimit))

    private var after: SMSMessageID
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        (after, limit) = try Self.parameters.read(request)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(entries: try scope.smsOutbox.list(after: after, limit: limit), limit: limit)
    }

    package struct Response: OperatorResponse {
        package static let schema = JSONSchema.object(
            [
                "messages": .array(
                    of: .object(
                        SMSMessage.members,
                        optional: ["claimed_until": .time.about("Missing where no gateway has it at present.")]))
            ],
            optional: ["next": .integer(1...).about("What `after` is for the next page; missing on the last one.")])

        var entries: [SMSOutbox.Entry]
        var limit: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.array("messages", entries) { json, entry in
                    json.object {
                        $0.members(of: entry.message)
                        if let until = entry.leasedUntil { $0.member("claimed_until", until.description) }
                    }
                }
                if entries.count == Int(limit), let last = entries.last {
                    $0.member("next", last.message.id.rawValue)
                }
            }
        }
    }
}

extension SMSMessage {
    /// What a gateway has to know of it.
    static var members: KeyValuePairs<String, JSONSchema> {
        ["id": .integer(1...), "iccid": .string, "msisdn": .string, "content": .string, "sent": .time]
    }
}

extension JSONWriter {
    /// Writes what a gateway has to know of a short message.
    mutating func members(of message: SMSMessage) {
        member("id", message.id.rawValue)
        member("iccid", message.iccid)
        member("msisdn", message.msisdn)
        member("content", message.content)
        member("sent", message.sentAt.description)
    }
}
