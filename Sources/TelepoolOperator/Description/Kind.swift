import TelepoolDomain
import TelepoolJSON
import TelepoolNumbering
import TelepoolTime

/// A kind of value that requests hold: what it looks like, and how it is read, from text or from JSON.
package struct Kind<Value: Sendable>: Sendable {
    let schema: JSONSchema
    /// What a value has to be, as errors say it: `an integer from 1 to 500`.
    let demand: String
    /// The same of many values: `integers from 1 to 500`.
    let plural: String
    let fromText: @Sendable (String) -> Value?
    let fromJSON: @Sendable (JSONValue) -> Value?

    init(
        _ schema: JSONSchema, _ demand: String, plural: String? = nil, text: @escaping @Sendable (String) -> Value?,
        json: @escaping @Sendable (JSONValue) -> Value?
    ) {
        self.schema = schema
        self.demand = demand
        self.plural = plural ?? demand
        (fromText, fromJSON) = (text, json)
    }

    /// A kind whose values are texts in JSON too.
    init(_ schema: JSONSchema, _ demand: String, plural: String? = nil, read: @escaping @Sendable (String) -> Value?) {
        self.init(schema, demand, plural: plural, text: read) {
            if case .string(let text) = $0 { read(text) } else { nil }
        }
    }

    /// The values that can be made of values of this kind.
    func map<New>(_ transform: @escaping @Sendable (Value) -> New?) -> Kind<New> {
        Kind<New>(
            schema, demand, plural: plural, text: { [fromText] in fromText($0).flatMap(transform) },
            json: { [fromJSON] in fromJSON($0).flatMap(transform) })
    }
}

// MARK: - Texts

extension Kind<String> {
    /// Any text.
    static let anyText = Kind(.string, "a text") { $0 }

    /// A text of so many characters, without control characters.
    static func text(_ length: ClosedRange<Int>) -> Kind {
        Kind(.text(length), "a text of \(length.lowerBound) to \(length.upperBound) characters") { text in
            length.contains(text.unicodeScalars.count)
                && !text.unicodeScalars.contains { $0.properties.generalCategory == .control } ? text : nil
        }
    }

    /// Any text of up to so many characters; in a table it may have several lines.
    static func anyText(upTo length: Int) -> Kind {
        Kind(.string(0...length), "at most \(length) characters") { $0.unicodeScalars.count <= length ? $0 : nil }
    }

    /// Digits, so many of them.
    static func digits(_ count: ClosedRange<Int>) -> Kind {
        Kind(.digits(count), "\(count.lowerBound) to \(count.upperBound) digits") { text in
            count.contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? text : nil
        }
    }

    /// The area code of a city of the mainland.
    static let cityCode = Kind(.cityCode, "an area code of the mainland such as 010") { text in
        City.find(areaCode: text) == nil ? nil : text
    }
}

extension Kind<PhoneNumber> {
    /// A number in national form or in E.164.
    static let phoneNumber = Kind(
        .phoneNumber, "3 to 15 digits, with + and country code if not national", plural: "phone numbers"
    ) { PhoneNumber($0) }
}

extension Kind<Timestamp> {
    /// An instant.
    static let time = Kind(.time, "a time such as 2022-09-22T18:57:15Z") { Timestamp(rfc3339: $0) }
}

extension Kind {
    /// One of a few words.
    static func choice(_ values: [(String, Value)]) -> Kind {
        let words = values.map(\.0)
        let demand = words.count == 2 ? words.joined(separator: " or ") : "one of \(words.joined(separator: ", "))"
        return Kind(.choice(words), demand) { text in values.first { $0.0 == text }?.1 }
    }
}

// MARK: - Others

extension Kind<Int64> {
    static func integer(_ range: ClosedRange<Int64>) -> Kind {
        let bounds =
            range.upperBound == .max
            ? ", \(range.lowerBound) or more" : " from \(range.lowerBound) to \(range.upperBound)"
        return Kind(
            .integer(range), "an integer\(bounds)", plural: "integers\(bounds)",
            text: { text in
                guard text.utf8.first != UInt8(ascii: "+"), let integer = Int64(text) else { return nil }
                return range.contains(integer) ? integer : nil
            },
            json: { json in
                guard case .number(let text) = json, let integer = JSONValue.integer(text) else { return nil }
                return range.contains(integer) ? integer : nil
            })
    }

    static func integer(_ range: PartialRangeFrom<Int64>) -> Kind { integer(range.lowerBound...Int64.max) }
}

extension Kind<Bool> {
    static let boolean = Kind(
        .boolean, "true or false", text: { text in text == "true" ? true : text == "false" ? false : nil },
        json: { json in if case .boolean(let value) = json { value } else { nil } })
}

extension Kind {
    /// Different values, so many of them; in JSON only.
    static func list<Element: Hashable>(
        of kind: Kind<Element>, count: ClosedRange<Int> = 1...Int.max
    ) -> Kind where Value == [Element] {
        let number = count.upperBound == .max ? "" : "\(count.lowerBound) to \(count.upperBound) "
        return Kind(
            .set(of: kind.schema, count: count), "a list of \(number)different \(kind.plural)", text: { _ in nil },
            json: { json in
                guard case .array(let elements) = json, count.contains(elements.count) else { return nil }
                let values = elements.compactMap(kind.fromJSON)
                return Set(values).count == elements.count ? values : nil
            })
    }
}

extension Kind where Value: TypedIdentifier, Value.RawValue == String {
    /// An identifier that is opaque to clients.
    static var id: Kind { Kind(.string(1...Int.max), "a text") { Value($0) } }
}

extension Kind where Value: TypedIdentifier, Value.RawValue == Int64 {
    /// An identifier out of a range.
    static func id(_ range: ClosedRange<Int64>) -> Kind { Kind<Int64>.integer(range).map { Value($0) } }

    static func id(_ range: PartialRangeFrom<Int64>) -> Kind { id(range.lowerBound...Int64.max) }
}
