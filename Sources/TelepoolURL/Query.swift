/// The decoded pairs of a query string or of an `application/x-www-form-urlencoded` body, in the order received.
package struct Query: Sendable, Equatable {
    /// One name with its value; a pair without `=` has an empty value.
    package struct Item: Sendable, Equatable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package var items: [Item]

    package init(items: [Item] = []) {
        self.items = items
    }

    /// Decodes pairs separated by `&`, with `+` for a blank.
    ///
    /// - Returns: `nil` where a name or a value is not UTF-8 once it is decoded.
    package init?(parsing text: Substring) {
        self.init(text.utf8.span)
    }

    /// Decodes the body of a form; see ``init(parsing:)-(Substring)``.
    package init?(parsing form: [UInt8]) {
        self.init(form.span)
    }

    private init?(_ text: Span<UInt8>) {
        items = []
        var start = 0
        while start < text.count {
            let end = text.firstIndex(of: UInt8(ascii: "&"), in: start..<text.count) ?? text.count
            if start < end {
                let equals = text.firstIndex(of: UInt8(ascii: "="), in: start..<end)
                guard let name = Self.decode(text.extracting(start..<(equals ?? end))),
                    let value = Self.decode(text.extracting((equals.map { $0 + 1 } ?? end)..<end))
                else { return nil }
                items.append(Item(name: name, value: value))
            }
            start = end + 1
        }
    }

    /// The value of the first pair called `name`.
    package subscript(name: String) -> String? {
        items.first { $0.name == name }?.value
    }

    /// The values of all pairs called `name`, in the order received.
    package func values(of name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }

    private static func decode(_ bytes: Span<UInt8>) -> String? {
        for index in bytes.indices where bytes[index] == UInt8(ascii: "%") || bytes[index] == UInt8(ascii: "+") {
            return String(validating: PercentCoding.decode(bytes, plusIsBlank: true), as: UTF8.self)
        }
        guard let text = try? UTF8Span(validating: bytes) else { return nil }
        return String(copying: text)
    }
}

extension Query {
    /// The part of a request target before `?`, and the part after it (empty where there is none).
    package static func split(target: String) -> (path: Substring, query: Substring) {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (target[...], "") }
        return (target[..<mark], target[target.utf8.index(after: mark)...])
    }
}

extension Span<UInt8> {
    /// The first position of `byte` in `range`.
    package func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        for index in range where self[index] == byte { return index }
        return nil
    }
}
