import TelepoolDomain
import TelepoolJSON
import TelepoolREST
import TelepoolURL

/// The parameters of an operation, in its path and in the query: those that its route names stand in the path.
package struct Parameters<each Value: Sendable>: DescribedParameters {
    private let inputs: (repeat Input<each Value>)

    init(_ inputs: repeat Input<each Value>) {
        self.inputs = (repeat each inputs)
    }

    package var descriptions: [InputDescription] {
        var descriptions: [InputDescription] = []
        repeat descriptions.append((each inputs).description)
        return descriptions
    }

    /// Their values, in the order in which they are described.
    // The compiler of Swift 6.3 crashes over specialisations of functions that take packs apart.
    @_semantics("optimize.sil.specialize.generic.never")
    func read(_ request: RESTRequest) throws(OperatorError) -> (repeat each Value) {
        do throws(InputProblem) {
            return try (repeat Self.read(each inputs, from: request))
        } catch {
            throw OperatorError(error)
        }
    }

    private static func read<Element>(
        _ input: Input<Element>, from request: RESTRequest
    ) throws(InputProblem) -> Element {
        let name = input.description.name
        return try input.read(request.pathParameters[name] ?? request.query[name])
    }
}

/// The parameters of an operation as the document sees them.
package protocol DescribedParameters: Sendable {
    var descriptions: [InputDescription] { get }
}

// MARK: - Parameters of many operations

extension Input<NumberPoolNo> {
    static var numberPool: Input { Input("number_pool_no", .id, "The number of the number pool.") }
}

extension Input<PhoneNumber> {
    static var number: Input { Input("number", .phoneNumber, "In national form or in E.164.") }
}

extension Input<NumberApplicationID> {
    static var numberApplication: Input { Input("apply_bill_id", .id, "The application for numbers.") }
}

extension Input<Int64> {
    /// How much a page of a list holds.
    static func limit(_ default: Int64, upTo greatest: Int64) -> Input {
        Input("limit", .integer(1...greatest), default: .number("\(`default`)"), "How many at most.")
    }

    /// Where a page of a list begins.
    static var offset: Input { Input("offset", .integer(0...), default: 0, "How many to pass over.") }
}

extension Input<String?> {
    /// Every operation has it.
    static var account: Input {
        Input(
            optional: "account", .text(1...64),
            "The account on whose behalf an administrator calls, by its name or its domain_id; the caller's own if it is left out."
        )
    }
}

extension Input<Bool> {
    /// Every operation has it.
    static var dryRun: Input {
        Input("dry_run", .boolean, default: false, "Rehearses the call: it is done, answered and undone.")
    }
}
