package import TelepoolJSON

/// One thing that a request says: a parameter, a member of a JSON body, or a column.
///
/// It is read by what it is described with, so that the two cannot drift apart.
package struct Input<Value: Sendable>: Sendable {
    let description: InputDescription
    private let kind: Kind<Value>
    /// The value where the request leaves it out; `nil` where it cannot.
    private let absent: Value?

    /// - Parameters:
    ///   - default: what it is where it is left out; without one it cannot be.
    ///   - about: what it means, where its name does not say it.
    init(_ name: String, _ kind: Kind<Value>, default: JSONValue? = nil, _ about: String = "") {
        let absent = `default`.flatMap(kind.fromJSON)
        precondition((absent == nil) == (`default` == nil), "the default of \(name) is of another kind")
        description = InputDescription(
            name: name, about: about, schema: kind.schema, demand: kind.demand, isRequired: `default` == nil,
            default: `default`)
        (self.kind, self.absent) = (kind, absent)
    }

    /// One that may be left out, and is `nil` then.
    init<Wrapped>(optional name: String, _ kind: Kind<Wrapped>, _ about: String = "") where Value == Wrapped? {
        description = InputDescription(
            name: name, about: about, schema: kind.schema, demand: kind.demand, isRequired: false, default: nil)
        (self.kind, absent) = (kind.map { .some(.some($0)) }, .some(nil))
    }

    /// Reads a parameter or a field; `nil` where there is none.
    func read(_ text: String?) throws(InputProblem) -> Value {
        guard let text else {
            guard let absent else { throw InputProblem(reason: "\(description.name) is missing") }
            return absent
        }
        guard let value = kind.fromText(text) else { throw problem }
        return value
    }

    /// Reads a member; `null` is as good as none.
    func read(_ json: JSONValue?) throws(InputProblem) -> Value {
        if case .null = json ?? .null, let absent { return absent }
        guard let value = kind.fromJSON(json ?? .null) else { throw problem }
        return value
    }

    private var problem: InputProblem { InputProblem(reason: "\(description.name) has to be \(kind.demand)") }
}

/// What the document says of an input, whatever its type.
package struct InputDescription: Sendable {
    package let name: String
    package let about: String
    package let schema: JSONSchema
    /// What it has to be, in words.
    package let demand: String
    package let isRequired: Bool
    package let `default`: JSONValue?
}

/// What is wrong with an input.
package struct InputProblem: Error {
    package var reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

extension OperatorError {
    init(_ problem: InputProblem) {
        self = .invalidParameter("\(problem.reason).")
    }
}
