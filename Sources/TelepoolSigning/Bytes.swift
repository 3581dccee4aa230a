/// A piece of a request's text as bytes. Signatures are defined over bytes, and cutting and comparing them costs a
/// fraction of what it costs with strings.
package typealias Bytes = ArraySlice<UInt8>

extension Bytes {
    /// The bytes without the blanks and tabs around them.
    func trimmingBlanks() -> Bytes {
        var rest = self
        while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
        while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
        return rest
    }

    /// Whether these are the bytes of a text.
    func isEqual(to text: Span<UInt8>) -> Bool {
        guard count == text.count else { return false }
        for offset in text.indices where text[offset] != self[startIndex + offset] { return false }
        return true
    }

    func isEqual(to text: String) -> Bool {
        isEqual(to: text.utf8.span)
    }
}

extension [UInt8] {
    /// Appends text that is known at compile time.
    mutating func append(literal text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends the bytes of a span.
    mutating func append(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { append(contentsOf: $0) }
    }

    /// Appends a text and a line feed.
    mutating func append(line text: String) {
        append(text.utf8.span)
        append(UInt8(ascii: "\n"))
    }

    /// Appends bytes and a line feed.
    mutating func append(line bytes: Bytes) {
        append(contentsOf: bytes)
        append(UInt8(ascii: "\n"))
    }
}
