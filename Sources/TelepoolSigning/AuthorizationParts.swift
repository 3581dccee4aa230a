/// The `name=value` parts behind the algorithm of an `Authorization` header.
///
/// Separated by commas with or without blanks. Unknown parts are ignored: Volcengine's Node SDK adds one of its own
/// (`reference/volcengine-vms.md`, 2.2).
struct AuthorizationParts {
    private var parts: [(name: Bytes, value: Bytes)] = []

    /// - Returns: `nil` where the header does not begin with `algorithm` and a blank.
    init?(_ header: String, algorithm: String) {
        let bytes = Array(header.utf8)
        let start = algorithm.utf8.count
        guard bytes.count > start, bytes[..<start].isEqual(to: algorithm), bytes[start] == UInt8(ascii: " ") else {
            return nil
        }
        var rest = bytes[(start + 1)...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex
            let part = rest[..<end].trimmingBlanks()
            if let equals = part.firstIndex(of: UInt8(ascii: "=")) {
                parts.append((part[..<equals], part[(equals + 1)...]))
            }
            rest = rest[end...].dropFirst()
        }
    }

    subscript(name: String) -> Bytes? {
        parts.first { $0.name.isEqual(to: name) }?.value
    }
}
