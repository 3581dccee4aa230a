import TelepoolDomain
package import TelepoolJSON
import TelepoolREST
import TelepoolTime

/// Which events are asked for, and which page of them.
struct AuditEventPage: Sendable {
    static let details = """
        At most 100,000 events are looked through for one page, so a page may hold few events, or none, and yet have a \
        `next`. Phone numbers, card numbers and keys are shown in part, secrets and tokens not at all.
        """

    static let parameters = Parameters(
        Input(optional: "from", .time, "Only events from this time on."),
        Input(optional: "to", .time, "Only events before this time."),
        Input(optional: "user", Kind<String>.anyText, "Only what this user did, by its id."),
        Input(optional: "operation", Kind<String>.anyText, "Only this operation, by its name."),
        Input(optional: "outcome", Kind<String>.anyText, "Only this outcome: `Success`, or the code of a refusal."),
        Input(optional: "object", .auditObject, "Only what changed this thing: its kind, a colon and its id."),
        Input(optional: "request_id", Kind<String>.anyText, "Only this request."),
        Input<Bool>("newest_first", .boolean, default: true, "Whether the list begins with the newest event."),
        Input(optional: "after", .integer(1...), "The sequence number that the page begins behind."),
        Input.limit(100, upTo: 1000))

    private let filter: AuditFilter
    private let after: Int64?
    private let limit: Int64

    init(_ request: RESTRequest) throws(OperatorError) {
        let (from, to, user, operation, outcome, object, requestID, newestFirst, after, limit) =
            try Self.parameters.read(request)
        filter = AuditFilter(
            from: from, to: to, user: user.map { UserID($0) }, operation: operation, outcome: outcome, object: object,
            requestID: requestID, newestFirst: newestFirst)
        (self.after, self.limit) = (after, limit)
    }

    func list(_ log: AuditLog) throws -> AuditEventList {
        let (events, next) = try log.list(filter, after: after, limit: limit)
        return AuditEventList(events: events, next: next)
    }
}

extension Kind<AuditObject> {
    /// A kind, a colon and an id.
    static let auditObject = Kind(
        JSONSchema(.string(length: nil, pattern: "^[a-z_]+:.*$", format: nil)),
        "a kind such as number_pool, a colon and an id"
    ) { text in
        guard let colon = text.firstIndex(of: ":"), let kind = AuditObject.Kind(rawValue: String(text[..<colon])) else {
            return nil
        }
        return AuditObject(kind, String(text[text.index(after: colon)...]))
    }
}

/// A page of the audit log.
package struct AuditEventList: OperatorResponse {
    package static let schema = JSONSchema.object(
        ["events": .array(of: AuditEventResponse.schema)],
        optional: ["next": .integer(1...).about("What `after` is for the next page; missing on the last one.")])

    var events: [AuditEvent]
    var next: Int64?

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.array("events", events) { AuditEventResponse(event: $1).write(to: &$0) }
            if let next { $0.member("next", next) }
        }
    }
}
