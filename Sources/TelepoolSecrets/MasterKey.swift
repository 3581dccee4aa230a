import Crypto

/// The key that the secrets in the database are sealed with. It is never in the database.
package struct MasterKey: Sendable {
    /// Its length in bytes.
    package static let length = 32

    private let key: SymmetricKey
    /// Keys that were used before, and that still open what they sealed.
    private var previous: [SymmetricKey] = []

    /// A key by chance.
    package init() {
        key = SymmetricKey(size: .bits256)
    }

    /// Reads 64 hexadecimal digits; blanks and line ends around them are passed over.
    package init?(hexadecimal text: String) {
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text where !character.isWhitespace {
            guard character.isASCII, let digit = character.hexDigitValue.map(UInt8.init) else { return nil }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        guard bytes.count == Self.length, high == nil else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// The same key, which also opens what other keys sealed: for the time in which they are replaced by it.
    package func opening(_ others: [MasterKey]) -> MasterKey {
        var key = self
        key.previous = others.map(\.key)
        return key
    }

    /// Reads keys of 64 hexadecimal digits, with blanks, line ends or commas between: the first one seals, all of them open.
    package init?(list text: String) {
        var keys: [MasterKey] = []
        for part in text.split(whereSeparator: { $0.isWhitespace || $0 == "," }) {
            guard let key = MasterKey(hexadecimal: String(part)) else { return nil }
            keys.append(key)
        }
        guard let first = keys.first else { return nil }
        self = first.opening(Array(keys.dropFirst()))
    }

    /// Whether a text was sealed with this key itself, not with one that was used before.
    package func sealed(_ sealed: [UInt8], for context: String) -> Bool {
        (try? Self.open(sealed, for: context, with: key)) != nil
    }

    /// The key as 64 hexadecimal digits.
    package var hexadecimal: String {
        key.withUnsafeBytes { bytes in
            bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }

    /// Seals a text with AES-GCM.
    ///
    /// - Parameter context: what the text belongs to. It has to be the same to open it again, so that a sealed text that
    ///   is moved to another row is of no use.
    package func seal(_ text: String, for context: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(Array(text.utf8), using: key, authenticating: Array(context.utf8))
        return Array(box.nonce) + box.ciphertext + box.tag
    }

    /// Opens what ``seal(_:for:)`` made.
    ///
    /// - Throws: where it was sealed under another key or for another context, or was changed since.
    package func open(_ sealed: [UInt8], for context: String) throws -> String {
        do {
            return try Self.open(sealed, for: context, with: key)
        } catch {
            for key in previous {
                if let text = try? Self.open(sealed, for: context, with: key) { return text }
            }
            throw error
        }
    }

    private static func open(_ sealed: [UInt8], for context: String, with key: SymmetricKey) throws -> String {
        let box = try AES.GCM.SealedBox(combined: sealed)
        let text = try AES.GCM.open(box, using: key, authenticating: Array(context.utf8))
        return String(decoding: text, as: UTF8.self)
    }

    /// A digest of a text that only the holder of this key can make: tells whether the text is still the same without
    /// keeping it.
    package func tag(_ text: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array("tag \(text)".utf8), using: key))
    }
}
