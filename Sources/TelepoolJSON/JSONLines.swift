#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Splits a text of one JSON value a line (NDJSON) into its lines, piece by piece, so that a file of any size fits.
///
/// Lines end with LF or CRLF; empty ones are passed over.
package struct JSONLines: Sendable {
    /// One line, without its end.
    package struct Line: Sendable, Equatable {
        /// Its number, from 1.
        package var number: Int
        package var bytes: [UInt8]
    }

    /// A line that is longer than ``longestLine``; the rest cannot be read then.
    package struct TooLong: Error, Sendable, Equatable {
        package var number: Int
    }

    /// The longest line, in bytes.
    package static let longestLine = 65_536

    private var buffer: [UInt8] = []
    private var start = 0
    private var number = 1

    package init() {}

    /// Adds the next piece of the text.
    package mutating func append(_ bytes: some Collection<UInt8>) {
        if start > 0 {
            buffer.removeSubrange(..<start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next line, or `nil` if the text so far does not hold a whole one.
    ///
    /// - Parameter isLast: whether no more text follows, so that the rest is a line without an end.
    package mutating func next(isLast: Bool) throws(TooLong) -> Line? {
        while start < buffer.count {
            guard let end = lineEnd ?? (isLast ? buffer.count : nil) else {
                guard buffer.count - start <= Self.longestLine else { throw TooLong(number: number) }
                return nil
            }
            guard end - start <= Self.longestLine else { throw TooLong(number: number) }
            var bytes = buffer[start..<end]
            if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
            defer {
                start = min(end + 1, buffer.count)
                number += 1
            }
            if !bytes.isEmpty { return Line(number: number, bytes: Array(bytes)) }
        }
        return nil
    }

    private var lineEnd: Int? {
        buffer.withUnsafeBytes { bytes in
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
            guard let first = rest.baseAddress, let end = memchr(first, Int32(UInt8(ascii: "\n")), rest.count)
            else { return nil }
            return start + (UnsafeRawPointer(end) - first)
        }
    }
}
