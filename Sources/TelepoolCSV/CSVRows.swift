#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Splits comma-separated values (RFC 4180) into rows, piece by piece, so that a file of any size fits.
///
/// Lines end with LF or CRLF; a line end within quotes belongs to its field. Empty lines are passed over.
package struct CSVRows: Sendable {
    /// One row as it was written, without its line end.
    package struct Row: Sendable, Equatable {
        /// The line on which the row begins, from 1.
        package var line: Int
        package var bytes: [UInt8]

        package init(line: Int, bytes: [UInt8]) {
            self.line = line
            self.bytes = bytes
        }
    }

    /// The longest row, in bytes: more means that a quote was left open.
    package static let longestRow = 65_536

    private var buffer: [UInt8] = []
    private var start = 0
    private var scanned = 0
    private var isQuoted = false
    /// Whether a quote would open a field: nothing but blanks has come since the last comma.
    private var isAtFieldStart = true
    private var line = 1
    private var linesInRow = 1

    package init() {}

    /// Adds the next piece of the text. A byte order mark at its beginning is passed over.
    package mutating func append(_ bytes: some Collection<UInt8>) {
        if start > 0 {
            buffer.removeSubrange(..<start)
            scanned -= start
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next row, or `nil` if the text so far does not hold a whole one.
    ///
    /// - Parameter isLast: whether no more text follows, so that the rest is a row without a line end.
    /// - Throws: ``CSVError`` at a row that is too long or ends within quotes; the rest cannot be read then.
    package mutating func next(isLast: Bool) throws(CSVError) -> Row? {
        while let bytes = try nextLine(isLast: isLast) {
            defer {
                line += linesInRow
                linesInRow = 1
            }
            var bytes = bytes
            if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
            if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
            if !bytes.isEmpty { return Row(line: line, bytes: Array(bytes)) }
        }
        return nil
    }

    /// The next line if it is whole and has no quotes, which is soon found out.
    private mutating func nextPlainLine() -> ArraySlice<UInt8>? {
        guard scanned == start else { return nil }
        let length: Int? = buffer.withUnsafeBytes { bytes in
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
            guard let first = rest.baseAddress, let end = memchr(first, Int32(UInt8(ascii: "\n")), rest.count)
            else { return nil }
            let length = UnsafeRawPointer(end) - first
            return memchr(first, Int32(UInt8(ascii: "\"")), length) == nil ? length : nil
        }
        guard let length else { return nil }
        defer {
            start += length + 1
            scanned = start
        }
        return buffer[start..<start + length]
    }

    private mutating func nextLine(isLast: Bool) throws(CSVError) -> ArraySlice<UInt8>? {
        if let line = nextPlainLine() { return line }
        while scanned < buffer.count {
            let byte = buffer[scanned]
            scanned += 1
            switch byte {
            case UInt8(ascii: "\"") where isQuoted || isAtFieldStart:
                // A doubled quote closes the field and opens it again.
                isAtFieldStart = isQuoted
                isQuoted.toggle()
            case UInt8(ascii: "\n") where isQuoted: linesInRow += 1
            case UInt8(ascii: "\n"):
                isAtFieldStart = true
                defer { start = scanned }
                return buffer[start..<scanned - 1]
            case _ where isQuoted: break
            case UInt8(ascii: ","): isAtFieldStart = true
            case UInt8(ascii: " "), UInt8(ascii: "\t"): break
            case 0xEF, 0xBB, 0xBF: break
            default: isAtFieldStart = false
            }
        }
        guard scanned - start <= Self.longestRow else { throw CSVError(line: line, reason: .rowTooLong) }
        guard isLast, start < buffer.count else { return nil }
        guard !isQuoted else { throw CSVError(line: line, reason: .openQuote) }
        defer { start = buffer.count }
        return buffer[start...]
    }
}

/// Why a text is not comma-separated values.
package struct CSVError: Error, Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
        case rowTooLong
        case openQuote
        case strayQuote
        case notUTF8
        case controlCharacter
    }

    /// The line on which the row begins, from 1.
    package var line: Int
    package var reason: Reason

    package init(line: Int, reason: Reason) {
        self.line = line
        self.reason = reason
    }
}

extension CSVError: CustomStringConvertible {
    package var description: String {
        switch reason {
        case .rowTooLong: "longer than \(CSVRows.longestRow) bytes"
        case .openQuote: "a quote is left open"
        case .strayQuote: "a quote in the middle of a field"
        case .notUTF8: "not UTF-8"
        case .controlCharacter: "a control character"
        }
    }
}
