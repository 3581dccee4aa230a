import Glibc

/// Addresses of the Internet Protocol that begin with the same bits, such as `10.0.0.0/8` or `2001:db8::1`.
package struct AddressRange: Sendable, Hashable, CustomStringConvertible {
    /// 16 bytes; those of version 4 behind `::ffff:`, as addresses of version 6 name them (RFC 4291, 2.5.5.2).
    private let bytes: [UInt8]
    /// How many bits count.
    private let length: Int
    package let description: String

    /// Reads an address, with the number of its bits that count behind a slash where not all do (RFC 4632, RFC 4291).
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, let (bytes, offset) = Self.address(String(first)) else {
            return nil
        }
        var length = 128
        if parts.count == 2 {
            guard let bits = Int(parts[1]), (0...128 - offset).contains(bits), parts[1].first != "+" else { return nil }
            length = offset + bits
        }
        self.bytes = bytes
        self.length = length
        description = text
    }

    /// Whether all of another range is in this one.
    package func contains(_ other: AddressRange) -> Bool {
        guard length <= other.length else { return false }
        let (whole, rest) = (length / 8, length % 8)
        guard bytes.prefix(whole) == other.bytes.prefix(whole) else { return false }
        return rest == 0 || (bytes[whole] ^ other.bytes[whole]) >> UInt8(8 - rest) == 0
    }

    /// - Returns: the address and how many bits come before its own.
    private static func address(_ text: String) -> (bytes: [UInt8], offset: Int)? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET6, text, &bytes) == 1 { return (bytes, 0) }
        var short = [UInt8](repeating: 0, count: 4)
        guard inet_pton(AF_INET, text, &short) == 1 else { return nil }
        return ([UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + short, 96)
    }
}
