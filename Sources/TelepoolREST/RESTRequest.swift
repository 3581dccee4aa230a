package import HTTPTypes
package import TelepoolURL

/// A request as an operation of a REST face sees it.
package struct RESTRequest: Sendable {
    /// The values of the path's parameters.
    package var pathParameters: [String: String]
    package var query: Query
    package var headers: HTTPFields
    package var body: [UInt8]
    /// What the client put before the path: scheme, host and port. For links in answers.
    package var baseURL: String
    /// The slow hash of the password that the request holds, where its operation takes one.
    package var passwordHash: String?

    package init(
        pathParameters: [String: String] = [:], query: Query = Query(), headers: HTTPFields = [:], body: [UInt8] = [],
        baseURL: String = ""
    ) {
        self.pathParameters = pathParameters
        self.query = query
        self.headers = headers
        self.body = body
        self.baseURL = baseURL
    }

    /// The media type of the body, in lower case and without parameters; `nil` where the client does not say.
    package var mediaType: String? { headers.mediaType }
}

extension HTTPFields {
    /// The media type in `Content-Type`, in lower case and without parameters; `nil` where there is none.
    package var mediaType: String? {
        // The subscript joins all fields of a name, which costs a copy.
        guard let type = first(where: { $0.name == .contentType })?.value else { return nil }
        return type == "application/json" ? type : type.prefix { $0 != ";" }.lowercased().trimmingBlanks()
    }
}

extension String {
    /// The text without the blanks and tabs around it.
    package func trimmingBlanks() -> String {
        var rest = self[...]
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return String(rest)
    }
}
