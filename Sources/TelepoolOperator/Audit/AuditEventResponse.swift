import TelepoolDomain
import TelepoolJSON
import TelepoolTime

/// An event of the audit log.
struct AuditEventResponse {
    static let schema = JSONSchema.object([
        "sequence": .integer(1...).about("1, 2, 3 … without gaps."),
        "at": .time,
        "user": .string.about(
            "The id of the user; empty where nobody proved to be anybody, and for the server itself."),
        "credential": .string.about("The access key in part, `token` or `password`; empty for the server itself."),
        "face": .string, "operation": .string, "request_id": .string, "remote_address": .string,
        "outcome": .string.about("`Success`, or the code of the refusal."),
        "occurrences": .integer(1...).about("How many equal calls the event stands for."),
        "request": .string.about("What was asked for, as JSON in a text."),
        "changes": .array(
            of: .object([
                "kind": .choice(AuditObject.Kind.allCases.map(\.rawValue)), "id": .string,
                "before": .array(of: field), "after": .array(of: field),
            ])),
        "omitted_changes": .count.about("How many further changes are not told."),
        "hash": .string(64...64).about("SHA-256 over the hash of the event before and all of this one."),
    ]).named("AuditEvent")

    private static let field = JSONSchema.object(["name": .string, "value": .string])

    var event: AuditEvent

    func write(to json: inout JSONWriter) {
        let call = event.call
        json.object {
            $0.member("sequence", event.sequence)
            $0.member("at", event.at.description)
            $0.member("user", call.user?.rawValue ?? "")
            $0.member("credential", call.credential)
            $0.member("face", call.face)
            $0.member("operation", call.operation)
            $0.member("request_id", call.requestID)
            $0.member("remote_address", call.remoteAddress)
            $0.member("outcome", event.outcome)
            $0.member("occurrences", event.occurrences)
            $0.member("request", call.request)
            $0.array("changes", event.changes) { json, change in
                json.object {
                    $0.member("kind", change.object.kind.rawValue)
                    $0.member("id", change.object.id)
                    $0.array("before", change.before, Self.write)
                    $0.array("after", change.after, Self.write)
                }
            }
            $0.member("omitted_changes", event.omitted)
            $0.member("hash", event.hash.hexadecimal)
        }
    }

    private static func write(_ json: inout JSONWriter, _ field: AuditChange.Field) {
        json.object {
            $0.member("name", field.name)
            $0.member("value", field.value)
        }
    }
}

extension [UInt8] {
    /// The bytes in lower-case hexadecimal digits.
    var hexadecimal: String {
        map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
