package import TelepoolJSON
package import TelepoolURL

/// The parameters of a call, wherever they stood: in a JSON body, in a form, in the query.
///
/// They are read leniently, as clients send them: integers as text and as `101.0`, Booleans as text, nulls for what is
/// left out (`reference/volcengine-vms.md`, 0.1 and 1.1).
package struct VolcengineParameters: Sendable {
    private var members: [JSONObject.Member]

    /// - Parameters:
    ///   - query: the query of the request; `Action`, `Version` and what belongs to the signature are left out.
    ///   - body: what stood in a JSON body. It wins over the query.
    package init(query: Query = Query(), body: JSONObject = JSONObject()) {
        members = body.members
        var others = Query()
        let names = Set(members.map(\.name))
        others.items = query.items.filter { !Self.isReserved($0.name) && !names.contains($0.name) }
        members += Self.members(of: others)
    }

    /// - Parameters:
    ///   - query: as above.
    ///   - form: what stood in a form. It wins over the query; a name that stands more than once holds a list.
    package init(query: Query, form: Query) {
        self.init(query: query, body: JSONObject(members: Self.members(of: form)))
    }

    /// All parameters but the ones named, in the order of their names and with every scalar as text, so that two calls
    /// that mean the same give the same.
    package func canonical(without names: Set<String>) -> JSONObject {
        JSONObject(
            members: members.filter { !names.contains($0.name) && $0.value != .null }.sorted { $0.name < $1.name }
                .map { JSONObject.Member(name: $0.name, value: $0.value.canonical) })
    }

    private subscript(name: String) -> JSONValue? {
        guard let value = members.first(where: { $0.name == name })?.value, value != .null else { return nil }
        return value
    }

    private static func members(of query: Query) -> [JSONObject.Member] {
        var indices: [String: Int] = [:]
        var lists: [(name: String, values: [JSONValue])] = []
        for item in query.items {
            if let index = indices[item.name] {
                lists[index].values.append(.string(item.value))
            } else {
                indices[item.name] = lists.count
                lists.append((item.name, [.string(item.value)]))
            }
        }
        return lists.map { name, values in
            JSONObject.Member(name: name, value: values.count == 1 ? values[0] : .array(values))
        }
    }

    private static func isReserved(_ name: String) -> Bool {
        name == "Action" || name == "Version" || name.hasPrefix("X-")
    }
}

// MARK: - Typed values

extension VolcengineParameters {
    /// A text, empty or not; `nil` where it is absent.
    package func text(_ name: String) throws(VolcengineError) -> String? {
        switch self[name] {
        case nil: nil
        // No database holds the character NUL in a text.
        case .string(let text) where !text.utf8.contains(0): text
        default: throw .invalidParameter(name)
        }
    }

    /// A text that has to be there.
    package func requiredText(_ name: String) throws(VolcengineError) -> String {
        guard let text = try text(name) else { throw .missingParameter(name) }
        return text
    }

    /// An integer; `nil` where it is absent or empty.
    package func integer(_ name: String) throws(VolcengineError) -> Int64? {
        switch self[name] {
        case nil, .string(""): return nil
        case .number(let text), .string(let text):
            guard let integer = JSONValue.integer(text) else { throw .invalidParameter(name) }
            return integer
        default: throw .invalidParameter(name)
        }
    }

    /// An integer that has to be there.
    package func requiredInteger(_ name: String) throws(VolcengineError) -> Int64 {
        guard let integer = try integer(name) else { throw .missingParameter(name) }
        return integer
    }

    /// A filter: an empty text counts as none, as clients send one for what they do not set.
    package func filter(text name: String) throws(VolcengineError) -> String? {
        let text = try text(name)
        return text?.isEmpty == true ? nil : text
    }

    /// A filter: 0 counts as none, as clients send it for what they do not set.
    package func filter(integer name: String) throws(VolcengineError) -> Int64? {
        let integer = try integer(name)
        return integer == 0 ? nil : integer
    }

    /// A list of texts: as a JSON array, as text with commas, under a name that is repeated, or under names with an index
    /// (`NumberList.1`), as the clients send them (1.1). Empty entries are passed over; `nil` where it is absent.
    package func texts(_ name: String) throws(VolcengineError) -> [String]? {
        var values: [JSONValue] = []
        switch self[name] {
        case .array(let elements): values = elements
        case let value?: values = [value]
        case nil:
            let indexed = members.compactMap { member -> (Int, JSONValue)? in
                guard member.name.hasPrefix("\(name)."), let index = Int(member.name.dropFirst(name.count + 1)) else {
                    return nil
                }
                return (index, member.value)
            }
            guard !indexed.isEmpty else { return nil }
            values = indexed.sorted { $0.0 < $1.0 }.map(\.1)
        }
        var texts: [String] = []
        for value in values {
            switch value {
            case .string(let text) where !text.utf8.contains(0):
                texts += text.split(separator: ",").map { $0.trimmingPrefix { $0 == " " } }.map(String.init)
            case .number(let text): texts.append(text)
            default: throw .invalidParameter(name)
            }
        }
        return texts
    }

    /// A text of so many characters at most; `nil` where it is absent.
    package func text(_ name: String, limit: Int) throws(VolcengineError) -> String? {
        guard let text = try text(name) else { return nil }
        guard text.unicodeScalars.count <= limit else { throw .invalidParameter(name) }
        return text
    }

    /// A list of objects, each as parameters of its own: as a JSON array, or in a form as the text of one; `nil` where it
    /// is absent.
    package func objects(_ name: String) throws(VolcengineError) -> [VolcengineParameters]? {
        let value: JSONValue
        switch self[name] {
        case nil: return nil
        case .string(let text):
            guard let parsed = try? JSONValue(parsing: Array(text.utf8)) else { throw .invalidParameter(name) }
            value = parsed
        case let other?: value = other
        }
        guard case .array(let elements) = value else { throw .invalidParameter(name) }
        var objects: [VolcengineParameters] = []
        for element in elements {
            guard case .object(let object) = element else { throw .invalidParameter(name) }
            objects.append(VolcengineParameters(body: object))
        }
        return objects
    }

    /// `Offset`, by default 0, and `Limit`, by default 20 and at most 500 (6.1 to 6.3).
    ///
    /// - Parameter zeroIsDefault: whether a limit of 0 counts as none, as older clients send it.
    package func page(zeroIsDefault: Bool = false) throws(VolcengineError) -> (offset: Int64, limit: Int64) {
        let offset = try integer("Offset") ?? 0
        guard offset >= 0 else { throw .invalidParameter("Offset") }
        let limit = (zeroIsDefault ? try filter(integer: "Limit") : try integer("Limit")) ?? 20
        guard (1...500).contains(limit) else { throw .invalidParameter("Limit") }
        return (offset, limit)
    }

    /// Whether a parameter came as text, as all do in forms.
    package func holdsText(_ name: String) -> Bool {
        if case .string = self[name] { true } else { false }
    }

    /// A Boolean, as such or as text.
    package func boolean(_ name: String) throws(VolcengineError) -> Bool? {
        switch self[name] {
        case nil: nil
        case .boolean(let value): value
        case .string("true"): true
        case .string("false"): false
        default: throw .invalidParameter(name)
        }
    }
}

extension JSONValue {
    fileprivate var canonical: JSONValue {
        switch self {
        case .null, .string: self
        case .boolean(let value): .string(value ? "true" : "false")
        case .number(let text): .string(JSONValue.integer(text).map(String.init) ?? text)
        case .array(let elements): .array(elements.map(\.canonical))
        case .object(let object):
            .object(
                JSONObject(
                    members: object.members.sorted { $0.name < $1.name }
                        .map { JSONObject.Member(name: $0.name, value: $0.value.canonical) }))
        }
    }
}
