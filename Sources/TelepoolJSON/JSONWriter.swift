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
package struct JSONWriter: ~Copyable {
    // The bytes are set through a pointer behind a check of the room for a whole value: an array would check its bounds
    // and its uniqueness for every single one, which doubles the cost of an answer. Every `put` is preceded by a
    // `reserve` of at least as many bytes.
    private var storage: UnsafeMutableBufferPointer<UInt8>
    private var count = 0
    private var needsComma = false

    /// An empty document.
    ///
    /// - Parameter capacity: bytes to reserve at once; an estimate is enough.
    package init(capacity: Int = 256) {
        storage = .allocate(capacity: max(capacity, 16))
    }

    deinit {
        storage.deallocate()
    }

    /// What has been written so far, in UTF-8.
    package var bytes: [UInt8] { Array(storage[..<count]) }
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

    /// Begins an object that ``endObject()`` ends, where no closure can hold what is between.
    package mutating func beginObject() { open(UInt8(ascii: "{")) }

    /// Ends what ``beginObject()`` began.
    package mutating func endObject() { close(UInt8(ascii: "}")) }

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
        var value = value
        value.withUTF8 { text in
            separate(reserving: text.count + 2)
            put(UInt8(ascii: "\""))
            if text.contains(where: Self.needsEscape) {
                putEscaped(text)
            } else {
                put(text)
            }
            put(UInt8(ascii: "\""))
        }
        needsComma = true
    }

    /// Writes an integer in decimal.
    package mutating func integer(_ value: Int64) {
        separate(reserving: 20)
        putDecimal(value)
        needsComma = true
    }

    /// Writes `true` or `false`.
    package mutating func boolean(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    /// Writes `null`.
    package mutating func null() {
        literal("null")
    }

    /// Writes a number given in hundredths in its shortest form: `6000` as `60`, `-4259` as `-42.59`, `150` as `1.5`.
    package mutating func hundredths(_ value: Int64) {
        separate(reserving: 24)
        if value < 0 { put(UInt8(ascii: "-")) }
        putDecimal(Int64(value.magnitude / 100))
        let fraction = UInt8(value.magnitude % 100)
        if fraction != 0 {
            put(UInt8(ascii: "."))
            put(UInt8(ascii: "0") + fraction / 10)
            if fraction % 10 != 0 { put(UInt8(ascii: "0") + fraction % 10) }
        }
        needsComma = true
    }

    /// Writes bytes that are one JSON value already.
    package mutating func raw(_ json: [UInt8]) {
        separate(reserving: json.count)
        json.withUnsafeBufferPointer { put($0) }
        needsComma = true
    }

    private mutating func literal(_ text: StaticString) {
        separate(reserving: text.utf8CodeUnitCount)
        put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
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
        let text = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        separate(reserving: text.count + 3)
        put(UInt8(ascii: "\""))
        put(text)
        put(UInt8(ascii: "\""))
        put(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes the name of a member that is known only at run time; its value has to follow.
    package mutating func key(_ name: String) {
        string(name)
        reserve(1)
        put(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a member whose value is a string.
    package mutating func member(_ name: StaticString, _ value: String) {
        key(name)
        string(value)
    }

    /// Writes a member whose value is an integer.
    package mutating func member(_ name: StaticString, _ value: Int64) {
        key(name)
        integer(value)
    }

    /// Writes a member whose value is an integer.
    package mutating func member(_ name: StaticString, _ value: Int) {
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
    private mutating func open(_ bracket: UInt8) {
        separate(reserving: 1)
        put(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        reserve(1)
        put(bracket)
        needsComma = true
    }

    /// Writes a comma if one is due, and makes room for it and so many bytes behind it.
    private mutating func separate(reserving count: Int) {
        reserve(count + 1)
        if needsComma { put(UInt8(ascii: ",")) }
    }

    private mutating func reserve(_ needed: Int) {
        guard storage.count - count < needed else { return }
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(storage.count * 2, count + needed))
        _ = larger.update(fromContentsOf: storage[..<count])
        storage.deallocate()
        storage = larger
    }

    private mutating func put(_ byte: UInt8) {
        storage[count] = byte
        count += 1
    }

    private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress, let start = storage.baseAddress else { return }
        (start + count).update(from: source, count: bytes.count)
        count += bytes.count
    }

    private mutating func putDecimal(_ value: Int64) {
        if value < 0 { put(UInt8(ascii: "-")) }
        var digits = 1
        var bound = value.magnitude / 10
        while bound > 0 {
            digits += 1
            bound /= 10
        }
        var magnitude = value.magnitude
        for position in (count..<count + digits).reversed() {
            storage[position] = UInt8(ascii: "0") + UInt8(magnitude % 10)
            magnitude /= 10
        }
        count += digits
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func putEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        reserve(text.count * 6 + 1)
        for byte in text {
            if Self.needsEscape(byte) {
                putEscape(of: byte)
            } else {
                put(byte)
            }
        }
    }

    private mutating func putEscape(of byte: UInt8) {
        put(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): put(byte)
        case 0x08: put(UInt8(ascii: "b"))
        case 0x09: put(UInt8(ascii: "t"))
        case 0x0A: put(UInt8(ascii: "n"))
        case 0x0C: put(UInt8(ascii: "f"))
        case 0x0D: put(UInt8(ascii: "r"))
        default:
            let digits: StaticString = "0123456789abcdef"
            for byte in [UInt8(ascii: "u"), 0x30, 0x30] { put(byte) }
            put(digits.utf8Start[Int(byte >> 4)])
            put(digits.utf8Start[Int(byte & 15)])
        }
    }
}
