extension JSONValue {
    /// Reads one JSON value that fills the whole text (RFC 8259).
    ///
    /// Stricter than most: a name may stand once in an object, text has to be UTF-8 without a byte order mark, and
    /// escaped surrogates have to come in pairs.
    ///
    /// - Parameter depth: how many arrays and objects may stand in one another.
    public init(parsing text: [UInt8], depth: Int = 32) throws(JSONError) {
        let value: Result<JSONValue, JSONError> = text.withUnsafeBufferPointer { bytes in
            var reader = JSONReader(bytes: bytes, depthLimit: depth)
            return Result { () throws(JSONError) in try reader.document() }
        }
        self = try value.get()
    }
}

/// A recursive descent over the bytes; its depth is bounded, so the stack is.
private struct JSONReader {
    let bytes: UnsafeBufferPointer<UInt8>
    let depthLimit: Int
    var position = 0
    var depth = 0

    mutating func document() throws(JSONError) -> JSONValue {
        let result = try value()
        skipBlanks()
        guard position == bytes.count else { throw error(.trailingBytes) }
        return result
    }

    private mutating func value() throws(JSONError) -> JSONValue {
        skipBlanks()
        switch try current() {
        case UInt8(ascii: "{"): return .object(try nested { (reader) throws(JSONError) in try reader.object() })
        case UInt8(ascii: "["): return .array(try nested { (reader) throws(JSONError) in try reader.array() })
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw error(.unexpectedByte)
        }
    }

    private mutating func nested<Value>(
        _ body: (inout JSONReader) throws(JSONError) -> Value
    ) throws(JSONError) -> Value {
        depth += 1
        guard depth <= depthLimit else { throw error(.tooDeep(limit: depthLimit)) }
        position += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(JSONError) -> JSONObject {
        var members: [JSONObject.Member] = []
        var names = UniqueNames()
        if try skip(UInt8(ascii: "}")) { return JSONObject() }
        repeat {
            skipBlanks()
            let start = position
            guard try current() == UInt8(ascii: "\"") else { throw error(.unexpectedByte) }
            let name = try string()
            guard names.insert(name, after: members) else {
                throw JSONError(reason: .duplicateName(name), offset: start)
            }
            guard try skip(UInt8(ascii: ":")) else { throw error(.unexpectedByte) }
            members.append(JSONObject.Member(name: name, value: try value()))
        } while try skip(UInt8(ascii: ","))
        guard try skip(UInt8(ascii: "}")) else { throw error(.unexpectedByte) }
        return JSONObject(members: members)
    }

    private mutating func array() throws(JSONError) -> [JSONValue] {
        var elements: [JSONValue] = []
        if try skip(UInt8(ascii: "]")) { return elements }
        repeat {
            elements.append(try value())
        } while try skip(UInt8(ascii: ","))
        guard try skip(UInt8(ascii: "]")) else { throw error(.unexpectedByte) }
        return elements
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard try current() == word.utf8Start[index] else { throw error(.unexpectedByte) }
            position += 1
        }
        return value
    }
}

// MARK: - Numbers and strings

extension JSONReader {
    private mutating func number() throws(JSONError) -> String {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
            position += 1
        } else {
            try digits()
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
                position += 1
            }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            position += 1
        }
        guard position > start else { throw error(.invalidNumber) }
    }

    /// Reads a string from its opening quote; text without escapes is taken as it stands.
    private mutating func string() throws(JSONError) -> String {
        let start = position
        position += 1
        var run = position
        var unescaped: [UInt8] = []
        while true {
            switch try current() {
            case UInt8(ascii: "\""):
                let tail = bytes[run..<position]
                position += 1
                let text =
                    unescaped.isEmpty
                    ? String(validating: tail, as: UTF8.self)
                    : String(validating: unescaped + tail, as: UTF8.self)
                guard let text else { throw JSONError(reason: .invalidUTF8, offset: start) }
                return text
            case UInt8(ascii: "\\"):
                unescaped.append(contentsOf: bytes[run..<position])
                position += 1
                try escape(into: &unescaped)
                run = position
            case 0..<0x20:
                throw error(.controlCharacterInString)
            default:
                position += 1
            }
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        let start = position - 1
        let byte = try current()
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            guard let scalar = try escapedScalar() else {
                throw JSONError(reason: .invalidEscape, offset: start)
            }
            text.append(contentsOf: Character(scalar).utf8)
        default: throw JSONError(reason: .invalidEscape, offset: start)
        }
    }

    /// The scalar of `\uXXXX`, or of two of them that are a surrogate pair; `nil` where they are none.
    private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar? {
        guard let first = try hexadecimal() else { return nil }
        guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
        guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return nil }
        position += 2
        guard let second = try hexadecimal(), (0xDC00..<0xE000).contains(second) else { return nil }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32? {
        guard position + 4 <= bytes.count else { throw error(.unexpectedEnd) }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}

// MARK: - Positions

extension JSONReader {
    private func current() throws(JSONError) -> UInt8 {
        guard position < bytes.count else { throw error(.unexpectedEnd) }
        return bytes[position]
    }

    /// Steps over `byte` if it is the next one after blanks.
    private mutating func skip(_ byte: UInt8) throws(JSONError) -> Bool {
        skipBlanks()
        guard try current() == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private func error(_ reason: JSONError.Reason) -> JSONError {
        JSONError(
            reason: position < bytes.count || reason == .trailingBytes ? reason : .unexpectedEnd, offset: position)
    }
}

/// Tells whether a name is new in its object: by comparing while there are few, by hashing when there are many, so that
/// neither the common request nor a hostile one is slow.
private struct UniqueNames {
    private var hashed: Set<String> = []

    mutating func insert(_ name: String, after members: [JSONObject.Member]) -> Bool {
        guard members.count >= 16 else { return !members.contains { $0.name == name } }
        if hashed.isEmpty { hashed = Set(members.map(\.name)) }
        return hashed.insert(name).inserted
    }
}
