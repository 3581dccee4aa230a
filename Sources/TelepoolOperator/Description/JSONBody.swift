import TelepoolJSON
import TelepoolREST

/// A body that is a JSON object; members that it does not describe are passed over.
package struct JSONBody<each Value: Sendable>: DescribedBody {
    private let inputs: (repeat Input<each Value>)
    private let alternatives: [String]

    /// - Parameter alternatives: members of which there has to be one and no other.
    init(_ inputs: repeat Input<each Value>, exactlyOneOf alternatives: [String] = []) {
        self.inputs = (repeat each inputs)
        self.alternatives = alternatives
    }

    package var description: BodyDescription {
        var members: [InputDescription] = []
        repeat members.append((each inputs).description)
        return .json(members, exactlyOneOf: alternatives)
    }

    /// The values of the members, in the order in which they are described.
    // The compiler of Swift 6.3 crashes over specialisations of functions that take packs apart.
    @_semantics("optimize.sil.specialize.generic.never")
    func read(_ request: RESTRequest) throws(OperatorError) -> (repeat each Value) {
        let object = try Self.object(of: request)
        let given = alternatives.count { if case .null = object[$0] ?? .null { false } else { true } }
        guard alternatives.isEmpty || given == 1 else {
            throw .invalidParameter("There has to be either \(alternatives.joined(separator: " or ")).")
        }
        do throws(InputProblem) {
            return try (repeat (each inputs).read(object[(each inputs).description.name]))
        } catch {
            throw OperatorError(error)
        }
    }

    private static func object(of request: RESTRequest) throws(OperatorError) -> JSONObject {
        guard request.mediaType == "application/json" else {
            throw .invalidParameter("The body has to be of the type application/json.")
        }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: request.body)
        } catch {
            throw .invalidParameter("The body is not JSON: \(error).")
        }
        guard case .object(let object) = value else { throw .invalidParameter("The body has to be a JSON object.") }
        return object
    }
}
