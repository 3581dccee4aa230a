package import Crypto

/// The digests both clouds sign with, in lower-case hexadecimal.
package enum Digest {
    /// SHA-256 of nothing, which stands for an empty body.
    package static let emptySHA256: StaticString = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    /// Appends the SHA-256 of `bytes`.
    package static func append(sha256 bytes: Span<UInt8>, to output: inout [UInt8]) {
        guard !bytes.isEmpty else {
            output.append(text: emptySHA256)
            return
        }
        append(hexadecimal: bytes.withUnsafeBytes { SHA256.hash(data: $0) }, to: &output)
    }

    /// Appends the HMAC-SHA256 of `bytes`.
    package static func append(hmac bytes: Span<UInt8>, key: SymmetricKey, to output: inout [UInt8]) {
        let code = bytes.withUnsafeBytes { HMAC<SHA256>.authenticationCode(for: $0, using: key) }
        append(hexadecimal: code, to: &output)
    }

    /// Appends two lower-case digits for each byte.
    package static func append(hexadecimal bytes: some Sequence<UInt8>, to output: inout [UInt8]) {
        let digits: StaticString = "0123456789abcdef"
        for byte in bytes {
            output.append(digits.utf8Start[Int(byte >> 4)])
            output.append(digits.utf8Start[Int(byte & 15)])
        }
    }

    /// Whether two texts are the same, in a time that depends on their lengths only.
    package static func areEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}

extension [UInt8] {
    /// Appends text that is known at compile time.
    mutating func append(text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends a text and a line feed.
    mutating func append(line: some StringProtocol) {
        append(contentsOf: line.utf8)
        append(UInt8(ascii: "\n"))
    }
}
