import Crypto

/// Tokens that stand for a user: 256 bits by chance. The server keeps their digests only, so nobody can make one, or
/// find one in the database.
package enum SecretToken {
    /// A new token, of 64 letters and digits.
    package static func make() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { bytes in
            bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }

    /// What is kept of a token. Chance of this size needs no slow hash.
    package static func digest(_ token: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(token.utf8)))
    }
}
