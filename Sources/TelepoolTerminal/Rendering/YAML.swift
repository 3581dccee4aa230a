package import TelepoolJSON

/// Writes values as YAML 1.2 in block style.
package enum YAML {
    /// A document, each line with its end.
    package static func document(_ value: JSONValue) -> String {
        switch value {
        case .object(let object) where !object.members.isEmpty: mapping(object, indent: 0)
        case .array(let elements) where !elements.isEmpty: elements.map { element($0) }.joined()
        default: inline(value) + "\n"
        }
    }

    /// An element of the outermost list.
    package static func element(_ value: JSONValue) -> String {
        item(value, indent: 0)
    }

    private static func mapping(_ object: JSONObject, indent: Int) -> String {
        let blanks = String(repeating: " ", count: indent)
        return object.members.map { member in
            let key = "\(blanks)\(scalar(member.name)):"
            switch member.value {
            case .object(let object) where !object.members.isEmpty:
                return "\(key)\n\(mapping(object, indent: indent + 2))"
            case .array(let elements) where !elements.isEmpty:
                return "\(key)\n" + elements.map { item($0, indent: indent + 2) }.joined()
            default: return "\(key) \(inline(member.value))\n"
            }
        }.joined()
    }

    private static func item(_ value: JSONValue, indent: Int) -> String {
        let blanks = String(repeating: " ", count: indent)
        switch value {
        case .object(let object) where !object.members.isEmpty:
            return "\(blanks)- " + mapping(object, indent: indent + 2).dropFirst(indent + 2)
        case .array(let elements) where !elements.isEmpty:
            return "\(blanks)-\n" + elements.map { item($0, indent: indent + 2) }.joined()
        default: return "\(blanks)- \(inline(value))\n"
        }
    }

    private static func inline(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .number(let text): text
        case .string(let text): scalar(text)
        case .array: "[]"
        case .object: "{}"
        }
    }

    /// A text, in quotes unless every reader takes it for the text that it is.
    private static func scalar(_ text: String) -> String {
        let words: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
        if let first = text.unicodeScalars.first, first.properties.isAlphabetic,
            text.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || "0123456789_-.".unicodeScalars.contains($0) }
            ),
            !words.contains(text.lowercased())
        {
            return text
        }
        var quoted = ""
        for scalar in String(decoding: JSONValue.string(text).bytes, as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0x7F...0x9F, 0x2028...0x2029, 0xFEFF:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted
    }
}
