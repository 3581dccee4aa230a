import Crypto

/// A key for HMAC-SHA256, prepared once: what a key costs to prepare is more than a signature costs.
package struct SigningKey: Sendable {
    private let prepared: HMAC<SHA256>

    package init(_ bytes: some Collection<UInt8>) {
        prepared = HMAC(key: SymmetricKey(data: Array(bytes)))
    }

    /// The code of `bytes`.
    package func code(of bytes: [UInt8]) -> [UInt8] {
        var code = prepared
        code.update(data: bytes)
        return Array(code.finalize())
    }

    /// The code of `bytes` in lower-case hexadecimal.
    package func sign(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(64)
        var code = prepared
        code.update(data: bytes)
        Digest.append(hexadecimal: code.finalize(), to: &output)
        return output
    }
}
