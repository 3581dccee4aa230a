/// The `name=value` parts behind the algorithm of an `Authorization` header.
///
/// Separated by commas with or without blanks. Unknown parts are ignored: Volcengine's Node SDK adds one of its own
/// (`reference/volcengine-vms.md`, 2.2).
struct AuthorizationParts {
    private let text: Substring

    /// - Returns: `nil` where the header does not begin with `algorithm` and a blank.
    init?(_ header: String, algorithm: String) {
        guard header.utf8.starts(with: algorithm.utf8) else { return nil }
        let rest = header.utf8.dropFirst(algorithm.utf8.count)
        guard rest.first == UInt8(ascii: " ") else { return nil }
        text = Substring(rest.dropFirst())
    }

    subscript(name: String) -> Substring? {
        var rest = text.utf8
        while !rest.isEmpty {
            let part = rest.prefix { $0 != UInt8(ascii: ",") }
            let trimmed = part.trimmingBlanks()
            if trimmed.starts(with: name.utf8), trimmed.dropFirst(name.utf8.count).first == UInt8(ascii: "=") {
                return Substring(trimmed.dropFirst(name.utf8.count + 1))
            }
            rest = rest[part.endIndex...].dropFirst()
        }
        return nil
    }
}

extension Substring.UTF8View {
    /// The text without the blanks and tabs around it.
    func trimmingBlanks() -> Substring.UTF8View {
        var rest = self
        while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
        while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
        return rest
    }
}
