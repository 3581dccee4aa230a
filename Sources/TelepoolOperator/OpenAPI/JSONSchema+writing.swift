package import TelepoolJSON

extension JSONSchema: JSONWritable {
    package func write(to json: inout JSONWriter) {
        write(default: nil, to: &json)
    }

    /// Writes the schema, or where it is to be found.
    func write(default: JSONValue?, to json: inout JSONWriter) {
        guard let name else { return writeDefinition(default: `default`, to: &json) }
        json.object {
            $0.member("$ref", "#/components/schemas/\(name)")
            if !about.isEmpty { $0.member("description", about) }
        }
    }

    func writeDefinition(default: JSONValue? = nil, to json: inout JSONWriter) {
        json.object { json in
            form.write(to: &json)
            if !about.isEmpty { json.member("description", about) }
            if let `default` {
                json.key("default")
                json.value(`default`)
            }
        }
    }
}

extension JSONSchema.Form {
    /// Writes the members of the schema that tell its form.
    fileprivate func write(to json: inout JSONWriter) {
        switch self {
        case .string(let length, let pattern, let format):
            json.member("type", "string")
            if let length { json.limits("minLength", "maxLength", length) }
            if let pattern { json.member("pattern", pattern) }
            if let format { json.member("format", format) }
        case .integer(let range):
            json.member("type", "integer")
            json.member("format", "int64")
            json.member("minimum", range.lowerBound)
            if range.upperBound != .max { json.member("maximum", range.upperBound) }
        case .boolean: json.member("type", "boolean")
        case .choice(let words):
            json.member("type", "string")
            json.array("enum", words) { json, word in json.string(word) }
        case .array(of: let element, let count, let isSet):
            json.member("type", "array")
            json.key("items")
            element.write(to: &json)
            json.limits("minItems", "maxItems", count)
            if isSet { json.member("uniqueItems", true) }
        case .object(let members):
            json.member("type", "object")
            json.object("properties") { json in
                for member in members {
                    json.key(member.name)
                    member.schema.write(to: &json)
                }
            }
            json.array("required", members.filter(\.isRequired)) { json, member in json.string(member.name) }
        }
    }
}

extension JSONWriter {
    /// Writes a reference to a component.
    mutating func reference(_ section: String, _ name: String) {
        object { $0.member("$ref", "#/components/\(section)/\(name)") }
    }

    /// Writes what an answer looks like.
    mutating func writeAnswer(_ schema: JSONSchema) {
        object("headers") { json in
            json.key("X-Request-Id")
            json.reference("headers", "X-Request-Id")
        }
        object("content") { json in
            json.object("application/json") { json in
                json.key("schema")
                schema.write(to: &json)
            }
        }
    }

    fileprivate mutating func limits(_ least: StaticString, _ most: StaticString, _ range: ClosedRange<Int>) {
        if range.lowerBound > 0 { member(least, range.lowerBound) }
        if range.upperBound != .max { member(most, range.upperBound) }
    }
}
