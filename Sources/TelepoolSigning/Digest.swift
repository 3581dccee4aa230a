import Crypto

/// The digests both clouds sign with, in lower-case hexadecimal.
package enum Digest {
    /// SHA-256 of nothing, which stands for an empty body.
    package static let emptySHA256: StaticString = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    /// The SHA-256 of `bytes`.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(64)
        append(sha256: bytes, to: &output)
        return output
    }

    /// Appends the SHA-256 of `bytes`.
    package static func append(sha256 bytes: [UInt8], to output: inout [UInt8]) {
        guard !bytes.isEmpty else { return output.append(literal: emptySHA256) }
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        append(hexadecimal: hash.finalize(), to: &output)
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
    package static func areEqual(_ left: [UInt8], _ right: Bytes) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
