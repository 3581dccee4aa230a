/// What clients are told of an operation, beside what its type declares: the document of the API is made of it.
package struct OperationDescription: Sendable {
    /// What it does, in one sentence.
    package let summary: String
    /// What else there is to know.
    package let details: String
    package let parameters: [InputDescription]
    package let body: BodyDescription?
    /// What it may be refused for, beside what every operation may.
    package let errors: [OperatorError.Code]

    package init(
        _ summary: String, details: String = "", parameters: (any DescribedParameters)? = nil,
        body: (any DescribedBody)? = nil, errors: [OperatorError.Code] = []
    ) {
        self.summary = summary
        self.details = details
        self.parameters = parameters?.descriptions ?? []
        self.body = body?.description
        self.errors = errors
    }
}

/// A body as the document sees it.
package enum BodyDescription: Sendable {
    /// An object with these members, of which some may exclude each other.
    case json([InputDescription], exactlyOneOf: [String])
    /// A table with these columns, and those of one of the sets at least.
    case csv([InputDescription], anyOf: [[String]])
}

/// What a request carries, and how that is read.
package protocol DescribedBody: Sendable {
    var description: BodyDescription { get }
}
