package import TelepoolJSON

extension JSONObject {
    /// A member as one text: lists of single values with blanks between them, anything deeper as JSON; `nil` where there is
    /// no such member, or `null`.
    package func text(_ name: String) -> String? {
        self[name].flatMap(\.text)
    }
}

extension JSONValue {
    /// The value as one text; `nil` for `null`.
    package var text: String? {
        switch self {
        case .null: return nil
        case .boolean(let value): return value ? "true" : "false"
        case .number(let text), .string(let text): return text
        case .array(let elements):
            let texts = elements.compactMap { element in
                switch element {
                case .array, .object: nil as String?
                default: element.text
                }
            }
            return texts.count == elements.count ? texts.joined(separator: " ") : String(decoding: bytes, as: UTF8.self)
        case .object: return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The value as JSON with a line for each member, the last one without its end.
    package var indented: String {
        String(decoding: JSONIndentation.indent(bytes), as: UTF8.self)
    }
}
