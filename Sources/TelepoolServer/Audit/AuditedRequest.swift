import HTTPTypes
import TelepoolDomain
import TelepoolJSON
import TelepoolREST
import TelepoolURL

/// What a call asks for, as the audit log tells it: in JSON, with numbers shown in part and without secrets.
enum AuditedRequest {
    /// Bodies up to this length are told; of longer ones only that.
    private static let longestBody = 65_536
    /// How long the whole may be, in bytes, and a text or a list in it.
    private static let (limit, longestText, longestList) = (4096, 200, 20)

    static func text(_ call: HTTPCall) -> String {
        let path = String(decoding: PercentCoding.decode(call.path.utf8.span, plusIsBlank: false), as: UTF8.self)
        let target = JSONValue.string("\(call.head.method.rawValue) \(AuditMask.text(path))")
        var members = [JSONObject.Member(name: "target", value: target)]
        if let query = Query(parsing: call.query), !query.items.isEmpty {
            members.append(JSONObject.Member(name: "query", value: object(query)))
        }
        if let body = body(call) { members.append(JSONObject.Member(name: "body", value: body)) }
        let text = write(members)
        guard text.utf8.count > limit else { return text }
        return write([members[0], JSONObject.Member(name: "bytes", value: .number(String(text.utf8.count)))])
    }

    private static func write(_ members: [JSONObject.Member]) -> String {
        var json = JSONWriter()
        json.value(.object(JSONObject(members: members)))
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static func body(_ call: HTTPCall) -> JSONValue? {
        let type = call.head.headerFields.mediaType ?? "-"
        guard case .complete(let bytes) = call.body else { return .string("(\(type))") }
        guard !bytes.isEmpty else { return nil }
        if bytes.count <= longestBody {
            if type == "application/x-www-form-urlencoded" {
                if let form = Query(parsing: bytes) { return object(form) }
            } else if type != "text/csv", let value = try? JSONValue(parsing: bytes) {
                return masked(value)
            }
        }
        return .string("(\(AuditMask.text(String(type.prefix(64)))), \(bytes.count) bytes)")
    }

    private static func object(_ query: Query) -> JSONValue {
        var names: Set<String> = []
        let items = query.items.filter { names.insert($0.name).inserted }
        return masked(
            .object(JSONObject(members: items.map { JSONObject.Member(name: $0.name, value: .string($0.value)) })))
    }

    private static func masked(_ value: JSONValue) -> JSONValue {
        switch value {
        case .null, .boolean: return value
        case .number(let text):
            let masked = AuditMask.text(text)
            return masked == text ? value : .string(masked)
        case .string(let text):
            let masked = AuditMask.text(String(text.prefix(longestText + 1)))
            return .string(masked.count > longestText ? "\(masked.prefix(longestText))…" : masked)
        case .array(let elements):
            let rest = elements.count - longestList
            let more: [JSONValue] = rest > 0 ? [.string("… \(rest) more")] : []
            return .array(elements.prefix(longestList).map(masked) + more)
        case .object(let object):
            return .object(
                JSONObject(
                    members: object.members.map { member in
                        JSONObject.Member(
                            name: AuditMask.text(member.name),
                            value: AuditMask.isSecret(member.name) ? .string("****") : masked(member.value))
                    }))
        }
    }
}
