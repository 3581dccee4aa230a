/// Writes JSON straight into bytes, members in the order in which they are given.
///
/// It is a writer of documents, not of types: the order and the spelling of every member stand where they are
/// written. Balanced objects and arrays follow from the closures, commas from the calls.
///
/// ```swift
/// var json = JSONWriter()
/// json.object {
///     $0.member("Total", 2)
///     $0.array("Records", pools) { json, pool in json.object { $0.member("Name", pool.name) } }
/// }
/// ```
package struct JSONWriter: Sendable {
    /// What has been written so far, in UTF-8.
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// An empty document.
    ///
    /// - Parameter capacity: bytes to reserve at once; an estimate is enough.
    package init(capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }
}

// MARK: - Values

extension JSONWriter {
    /// Writes an object whose members `body` writes.
    package mutating func object<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        open(UInt8(ascii: "{"))
        try body(&self)
        close(UInt8(ascii: "}"))
    }

    /// Writes an array whose elements `body` writes.
    package mutating func array<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        open(UInt8(ascii: "["))
        try body(&self)
        close(UInt8(ascii: "]"))
    }

    /// Writes a string, escaping what JSON wants escaped and nothing else.
    package mutating func string(_ value: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var value = value
        value.withUTF8 { appendEscaped($0) }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Writes an integer in decimal.
    package mutating func integer(_ value: Int64) {
        separate()
        appendDecimal(value)
        needsComma = true
    }

    /// Writes `true` or `false`.
    package mutating func boolean(_ value: Bool) {
        separate()
        bytes.append(literal: value ? "true" : "false")
        needsComma = true
    }

    /// Writes `null`.
    package mutating func null() {
        separate()
        bytes.append(literal: "null")
        needsComma = true
    }

    /// Writes a number given in hundredths in its shortest form: `6000` as `60`, `-4259` as `-42.59`, `150` as `1.5`.
    package mutating func hundredths(_ value: Int64) {
        separate()
        let magnitude = value.magnitude
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        appendDecimal(Int64(magnitude / 100))
        let fraction = UInt8(magnitude % 100)
        if fraction != 0 {
            bytes.append(UInt8(ascii: "."))
            bytes.append(UInt8(ascii: "0") + fraction / 10)
            if fraction % 10 != 0 { bytes.append(UInt8(ascii: "0") + fraction % 10) }
        }
        needsComma = true
    }

    /// Writes bytes that are one JSON value already.
    package mutating func raw(_ json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// Writes a value as it was read.
    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .boolean(let value): boolean(value)
        case .number(let text): raw(Array(text.utf8))
        case .string(let value): string(value)
        case .array(let elements):
            array { json in for element in elements { json.value(element) } }
        case .object(let object):
            self.object { json in
                for member in object.members {
                    json.key(member.name)
                    json.value(member.value)
                }
            }
        }
    }
}

// MARK: - Members

extension JSONWriter {
    /// Writes the name of a member; its value has to follow.
    ///
    /// - Parameter name: a name known at compile time, of characters that need no escaping.
    package mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(literal: name)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes the name of a member that is known only at run time; its value has to follow.
    package mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a member whose value is a string.
    package mutating func member(_ name: StaticString, _ value: String) {
        key(name)
        string(value)
    }

    /// Writes a member whose value is an integer.
    package mutating func member(_ name: StaticString, _ value: some BinaryInteger) {
        key(name)
        integer(Int64(value))
    }

    /// Writes a member whose value is a Boolean.
    package mutating func member(_ name: StaticString, _ value: Bool) {
        key(name)
        boolean(value)
    }

    /// Writes a member whose value is a number given in hundredths.
    package mutating func member(_ name: StaticString, hundredths value: Int64) {
        key(name)
        hundredths(value)
    }

    /// Writes a member whose value is an object.
    package mutating func object<Failure: Error>(
        _ name: StaticString, _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        key(name)
        try object(body)
    }

    /// Writes a member whose value is an array with one element for each of `elements`.
    package mutating func array<Element, Failure: Error>(
        _ name: StaticString, _ elements: [Element],
        _ body: (inout JSONWriter, Element) throws(Failure) -> Void
    ) throws(Failure) {
        key(name)
        open(UInt8(ascii: "["))
        for element in elements { try body(&self, element) }
        close(UInt8(ascii: "]"))
    }
}

// MARK: - Bytes

extension JSONWriter {
    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func appendDecimal(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var magnitude = value.magnitude
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(magnitude % 10))
            magnitude /= 10
        } while magnitude > 0
        bytes[start...].reverse()
    }

    /// Copies runs that need no escape as they are, so that ordinary text costs one copy.
    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var run = 0
        for index in text.indices {
            let byte = text[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            bytes.append(contentsOf: text[run..<index])
            run = index + 1
            appendEscape(of: byte)
        }
        bytes.append(contentsOf: text[run...])
    }

    private mutating func appendEscape(of byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            let digits: StaticString = "0123456789abcdef"
            bytes.append(literal: "u00")
            bytes.append(digits.utf8Start[Int(byte >> 4)])
            bytes.append(digits.utf8Start[Int(byte & 15)])
        }
    }
}

extension [UInt8] {
    /// Appends text that is known at compile time.
    package mutating func append(literal text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
