import HTTPTypes

/// The header lines of a canonical request: `name:value`, each with a line feed, in the order of the list of signed
/// headers. The clouds and their SDKs write them alike but for a few things.
enum CanonicalHeaders {
    /// In what they differ.
    struct Form: OptionSet {
        let rawValue: Int
        /// `:80` and `:443` are left out of the `host` line.
        static let withoutDefaultPort = Form(rawValue: 1)
        /// Each run of blanks within a value counts as one.
        static let collapsingBlanks = Form(rawValue: 2)
    }

    /// Appends a line for each name of `signedHeaders`.
    static func append(
        _ signedHeaders: Bytes, of request: HTTPRequest, as form: Form = [], to output: inout [UInt8]
    ) {
        forEachName(of: signedHeaders) { name in
            output.append(contentsOf: name)
            output.append(UInt8(ascii: ":"))
            if name.isEqual(to: "host") {
                append(host: request.authority ?? "", form, to: &output)
            } else if let field = request.headerFields.first(where: { name.isEqual(to: $0.name.canonicalName) }) {
                append(value: field, form, to: &output)
            }
            output.append(UInt8(ascii: "\n"))
            return true
        }
    }

    /// Whether the list names the header.
    static func list(_ signedHeaders: Bytes, contains name: String) -> Bool {
        !forEachName(of: signedHeaders) { !$0.isEqual(to: name) }
    }

    /// Calls `body` with every name of the list until it returns `false`.
    ///
    /// - Returns: whether it never did.
    @discardableResult
    private static func forEachName(of signedHeaders: Bytes, _ body: (Bytes) -> Bool) -> Bool {
        var rest = signedHeaders
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: ";")) ?? rest.endIndex
            guard body(rest[..<end]) else { return false }
            rest = rest[end...].dropFirst()
        }
        return true
    }

    private static func append(value field: HTTPField, _ form: Form, to output: inout [UInt8]) {
        field.withUnsafeBytesOfValue { bytes in
            var (start, end) = (0, bytes.count)
            while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
            while start < end, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
            guard form.contains(.collapsingBlanks) else { return output.append(contentsOf: bytes[start..<end]) }
            for index in start..<end where bytes[index] != 0x20 || bytes[index - 1] != 0x20 {
                output.append(bytes[index])
            }
        }
    }

    /// Without the default port if the form says so; a text with more colons (IPv6) stays as it is.
    private static func append(host: String, _ form: Form, to output: inout [UInt8]) {
        let bytes = Array(host.utf8)
        guard form.contains(.withoutDefaultPort), let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            bytes[(colon + 1)...].isEqual(to: "80") || bytes[(colon + 1)...].isEqual(to: "443")
        else { return output.append(contentsOf: bytes) }
        output.append(contentsOf: bytes[..<colon])
    }
}
