import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST
import TelepoolTime
import TelepoolURL

/// Lists the short messages that have still to be sent, claimed or not, oldest first, page after page, each at the same
/// cost: `next` is what `after` has to be for the page that follows.
package struct ListSMSOutbox: OperatorOperation {
    package static let route = Route(.get, "/telepool/v1/sms-outbox")
    package static let access = Access.read(.reader)
    /// The greatest page size.
    package static let greatestLimit: Int64 = 500

    private var after: SMSMessageID
    private var limit: Int64

    package init(_ request: RESTRequest) throws(OperatorError) {
        guard let after = JSONValue.integer(request.query["after"] ?? "0"), after >= 0 else {
            throw .invalidParameter("after has to be the id of a short message.")
        }
        guard let limit = JSONValue.integer(request.query["limit"] ?? "100"), (1...Self.greatestLimit).contains(limit)
        else { throw .invalidParameter("limit has to be from 1 to \(Self.greatestLimit).") }
        (self.after, self.limit) = (SMSMessageID(after), limit)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(entries: try scope.smsOutbox.list(after: after, limit: limit), limit: limit)
    }

    package struct Response: JSONWritable {
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
