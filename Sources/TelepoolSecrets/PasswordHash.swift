import Crypto
import CryptoExtras
import Foundation

/// Salted slow hashes of passwords: scrypt, with its parameters in the hash, so that they can be raised later.
///
/// The form is the usual one: `$scrypt$ln=14,r=8,p=5$<salt>$<hash>`, in Base64 without padding.
package enum PasswordHash {
    /// The parameters of new hashes: 16 MB of memory, about a tenth of a second, as OWASP's cheat sheet on password
    /// storage recommends for this amount of memory.
    private static let parameters = Parameters(logRounds: 14, blockSize: 8, parallelism: 5)
    private static let length = 32

    /// The hash of a password, under a salt by chance. It takes about a tenth of a second.
    package static func make(_ password: String) throws -> String {
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255) }
        let hash = try parameters.derive(password, salt: salt, length: length)
        return "$scrypt$\(parameters)$\(base64(salt))$\(base64(hash))"
    }

    /// Whether a password is the one that a hash was made of. It takes as long as making it.
    package static func verify(_ password: String, _ hash: String) -> Bool {
        let parts = hash.split(separator: "$")
        guard parts.count == 4, parts[0] == "scrypt", let parameters = Parameters(parts[1]),
            let salt = bytes(base64: parts[2]), let expected = bytes(base64: parts[3]),
            let actual = try? parameters.derive(password, salt: salt, length: expected.count)
        else { return false }
        return zip(actual, expected).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private struct Parameters: CustomStringConvertible {
        var logRounds: Int
        var blockSize: Int
        var parallelism: Int

        init(logRounds: Int, blockSize: Int, parallelism: Int) {
            self.logRounds = logRounds
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        /// Reads `ln=14,r=8,p=5`, within bounds that a damaged hash cannot leave.
        init?(_ text: some StringProtocol) {
            var values: [String: Int] = [:]
            for part in text.split(separator: ",") {
                let pair = part.split(separator: "=")
                guard pair.count == 2, let value = Int(pair[1]) else { return nil }
                values[String(pair[0])] = value
            }
            guard let logRounds = values["ln"], let blockSize = values["r"], let parallelism = values["p"],
                (1...20).contains(logRounds), (1...32).contains(blockSize), (1...16).contains(parallelism)
            else { return nil }
            self.init(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism)
        }

        var description: String { "ln=\(logRounds),r=\(blockSize),p=\(parallelism)" }

        func derive(_ password: String, salt: [UInt8], length: Int) throws -> [UInt8] {
            let key = try KDF.Scrypt.deriveKey(
                from: Array(password.utf8), salt: salt, outputByteCount: length, rounds: 1 << logRounds,
                blockSize: blockSize, parallelism: parallelism)
            return key.withUnsafeBytes { Array($0) }
        }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacingOccurrences(of: "=", with: "")
    }

    private static func bytes(base64 text: some StringProtocol) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.count % 4) % 4)
        return Data(base64Encoded: text + padding).map { Array($0) }
    }
}
