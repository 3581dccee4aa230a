/// An object whose members are texts without escapes and integers: what almost every line of a stream of records is.
/// It is read without making a value of it; whatever is not so plain, or no JSON at all, is for ``JSONValue`` to read.
package struct PlainObject: Sendable {
    package struct Member: Sendable {
        package var name: ArraySlice<UInt8>
        /// The text without its quotes, or the digits.
        package var value: ArraySlice<UInt8>
        package var isText: Bool
    }

    /// Reads the members of an object in their order; names may come twice.
    ///
    /// - Returns: whether the object is plain; if not, `members` means nothing.
    package static func read(_ line: [UInt8], into members: inout [Member]) -> Bool {
        members.removeAll(keepingCapacity: true)
        var reader = PlainReader(bytes: line)
        guard reader.skip(UInt8(ascii: "{")) else { return false }
        repeat {
            guard let name = reader.text(), reader.skip(UInt8(ascii: ":")) else { return false }
            if let text = reader.text() {
                members.append(Member(name: name, value: text, isText: true))
            } else if let digits = reader.digits() {
                members.append(Member(name: name, value: digits, isText: false))
            } else {
                return false
            }
        } while reader.skip(UInt8(ascii: ","))
        return reader.skip(UInt8(ascii: "}")) && reader.isAtEnd
    }
}

private struct PlainReader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool {
        mutating get {
            skipBlanks()
            return position == bytes.count
        }
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// A text of printable ASCII without escapes.
    mutating func text() -> ArraySlice<UInt8>? {
        guard skip(UInt8(ascii: "\"")) else { return nil }
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return bytes[start..<position - 1]
            case UInt8(ascii: "\\"): return nil
            case 0x20...0x7E: position += 1
            default: return nil
            }
        }
        return nil
    }

    mutating func digits() -> ArraySlice<UInt8>? {
        skipBlanks()
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        guard position > start, bytes[start] != 0x30 || position == start + 1 else { return nil }
        return bytes[start..<position]
    }

    private mutating func skipBlanks() {
        while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    }
}
