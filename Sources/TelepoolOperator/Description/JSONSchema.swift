/// What a value in a request or an answer looks like, as far as JSON Schema can say it.
package struct JSONSchema: Sendable, Hashable {
    package indirect enum Form: Sendable, Hashable {
        /// - Parameters:
        ///   - length: how many characters, where that is limited; `Int.max` stands for no upper limit.
        ///   - pattern: a regular expression that the text matches.
        ///   - format: a name that JSON Schema has for the form, such as `date-time`.
        case string(length: ClosedRange<Int>?, pattern: String?, format: String?)
        /// `Int64.max` stands for no upper limit.
        case integer(ClosedRange<Int64>)
        case boolean
        case choice([String])
        /// - Parameters:
        ///   - count: how many elements; `Int.max` stands for no upper limit.
        ///   - isSet: whether they are all different.
        case array(of: JSONSchema, count: ClosedRange<Int>, isSet: Bool)
        case object([Member])
    }

    package struct Member: Sendable, Hashable {
        package var name: String
        package var schema: JSONSchema
        package var isRequired: Bool
    }

    package var form: Form
    /// What the value means, where its name does not say it.
    package var about = ""
    /// What the document calls the schema, where it stands in several places.
    package var name: String?

    init(_ form: Form) {
        self.form = form
    }

    /// The same with what the value means.
    func about(_ text: String) -> JSONSchema {
        var schema = self
        schema.about = text
        return schema
    }

    /// The same as a schema of its own in the document, which others refer to.
    func named(_ name: String) -> JSONSchema {
        var schema = self
        schema.name = name
        return schema
    }
}

// MARK: - Forms

extension JSONSchema {
    /// Any text.
    static let string = JSONSchema(.string(length: nil, pattern: nil, format: nil))
    /// Digits, with `+` before them where the number is not national.
    static let phoneNumber = JSONSchema(
        .string(length: nil, pattern: #"^([0-9]{3,15}|\+[1-9][0-9]{2,14})$"#, format: nil))
    /// RFC 3339.
    static let time = JSONSchema(.string(length: nil, pattern: nil, format: "date-time"))
    static let boolean = JSONSchema(.boolean)
    /// 0 or more.
    static let count = integer(0...)

    /// A text of so many characters.
    static func string(_ length: ClosedRange<Int>) -> JSONSchema {
        JSONSchema(.string(length: length, pattern: nil, format: nil))
    }

    /// A text that a regular expression matches.
    static func pattern(_ pattern: String) -> JSONSchema {
        JSONSchema(.string(length: nil, pattern: pattern, format: nil))
    }

    /// A text of so many characters, none of them a control character.
    static func text(_ length: ClosedRange<Int>) -> JSONSchema {
        JSONSchema(.string(length: length, pattern: #"^[^\u0000-\u001f\u007f-\u009f]*$"#, format: nil))
    }

    /// 3 or 4 digits from 0 on.
    static let cityCode = JSONSchema(.string(length: nil, pattern: "^0[0-9]{2,3}$", format: nil))

    static func digits(_ count: ClosedRange<Int>) -> JSONSchema {
        JSONSchema(.string(length: count, pattern: "^[0-9]*$", format: nil))
    }

    static func integer(_ range: ClosedRange<Int64>) -> JSONSchema { JSONSchema(.integer(range)) }

    static func integer(_ range: PartialRangeFrom<Int64>) -> JSONSchema {
        JSONSchema(.integer(range.lowerBound...Int64.max))
    }

    /// One of a few words.
    static func choice(_ words: [String]) -> JSONSchema { JSONSchema(.choice(words)) }

    static func array(of element: JSONSchema) -> JSONSchema {
        JSONSchema(.array(of: element, count: 0...Int.max, isSet: false))
    }

    /// An array of different elements, so many of them.
    static func set(of element: JSONSchema, count: ClosedRange<Int>) -> JSONSchema {
        JSONSchema(.array(of: element, count: count, isSet: true))
    }

    /// An object that has all of `members` and may have those that are optional.
    static func object(
        _ members: KeyValuePairs<String, JSONSchema>, optional: KeyValuePairs<String, JSONSchema> = [:]
    ) -> JSONSchema {
        JSONSchema(
            .object(
                members.map { Member(name: $0.key, schema: $0.value, isRequired: true) }
                    + optional.map { Member(name: $0.key, schema: $0.value, isRequired: false) }))
    }
}
