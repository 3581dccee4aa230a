import TelepoolJSON

extension InputDescription {
    /// Writes a parameter.
    func writeParameter(in place: String, to json: inout JSONWriter) {
        json.object { json in
            json.member("name", name)
            json.member("in", place)
            if isRequired { json.member("required", true) }
            if !about.isEmpty { json.member("description", about) }
            json.key("schema")
            schema.write(default: `default`, to: &json)
        }
    }

    /// Writes a member of an object.
    fileprivate func writeMember(to json: inout JSONWriter) {
        json.key(name)
        (about.isEmpty ? schema : schema.about(about)).write(default: `default`, to: &json)
    }

    /// A line about a column.
    private var line: String {
        let text = about.isEmpty ? "\(demand)." : "\(demand). \(about)"
        return isRequired ? "* `\(name)`: \(text)" : "* `\(name)`: \(text) May be empty."
    }

    fileprivate static func table(_ columns: [InputDescription], anyOf alternatives: [[String]]) -> String {
        let needed = alternatives.map { $0.map { "`\($0)`" }.joined(separator: ", ") }.joined(separator: " or ")
        return """
            Comma-separated values in UTF-8 (RFC 4180), up to \(CSVImport<Void>.rowLimit) rows. The first line names the \
            columns, in any order; \(needed) cannot be left out.

            \(columns.map(\.line).joined(separator: "\n"))
            """
    }
}

extension BodyDescription {
    func write(to json: inout JSONWriter) {
        json.object { json in
            switch self {
            case .json(let members, let alternatives):
                json.member("required", true)
                json.object("content") { json in
                    json.object("application/json") { json in
                        json.key("schema")
                        write(members, exactlyOneOf: alternatives, to: &json)
                    }
                }
            case .csv(let columns, let alternatives):
                json.member("description", InputDescription.table(columns, anyOf: alternatives))
                json.member("required", true)
                json.object("content") { json in
                    json.object("text/csv") { json in
                        json.key("schema")
                        JSONSchema.string.write(to: &json)
                    }
                }
            }
        }
    }

    private func write(
        _ members: [InputDescription], exactlyOneOf alternatives: [String], to json: inout JSONWriter
    ) {
        json.object { json in
            json.member("type", "object")
            json.object("properties") { json in
                for member in members { member.writeMember(to: &json) }
            }
            json.array("required", members.filter(\.isRequired)) { json, member in json.string(member.name) }
            if !alternatives.isEmpty {
                json.array("oneOf", alternatives) { json, name in
                    json.object { $0.array("required", [name]) { json, name in json.string(name) } }
                }
            }
        }
    }
}
