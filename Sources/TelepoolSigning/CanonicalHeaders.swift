import HTTPTypes

/// The header lines of a canonical request: `name:value`, each with a line feed, in the order of the list of signed
/// headers. Both clouds write them alike but for the port of `Host`.
enum CanonicalHeaders {
    /// Appends a line for each name of `signedHeaders`.
    ///
    /// - Parameter strippingDefaultPort: whether `:80` and `:443` are left out of the `host` line.
    static func append(
        _ signedHeaders: some StringProtocol, of request: HTTPRequest, strippingDefaultPort: Bool,
        to output: inout [UInt8]
    ) {
        var rest = signedHeaders.utf8[...]
        while !rest.isEmpty {
            let name = rest.prefix { $0 != UInt8(ascii: ";") }
            output.append(contentsOf: name)
            output.append(UInt8(ascii: ":"))
            if name.elementsEqual("host".utf8) {
                let host = request.authority ?? ""
                output.append(contentsOf: strippingDefaultPort ? withoutDefaultPort(host).utf8 : host[...].utf8)
            } else if let field = request.headerFields.first(where: { $0.name.canonicalName.utf8.elementsEqual(name) })
            {
                output.append(contentsOf: field.value[...].utf8.trimmingBlanks())
            }
            output.append(UInt8(ascii: "\n"))
            rest = rest[name.endIndex...].dropFirst()
        }
    }

    /// Whether the list names the header.
    static func list(_ signedHeaders: some StringProtocol, contains name: String) -> Bool {
        signedHeaders.utf8.split(separator: UInt8(ascii: ";")).contains { $0.elementsEqual(name.utf8) }
    }

    /// `host:80` and `host:443` without the port; a text with more colons (IPv6) stays as it is.
    private static func withoutDefaultPort(_ host: String) -> Substring {
        guard let colon = host.utf8.firstIndex(of: UInt8(ascii: ":")) else { return host[...] }
        let port = host[host.utf8.index(after: colon)...]
        return port == "80" || port == "443" ? host[..<colon] : host[...]
    }
}
