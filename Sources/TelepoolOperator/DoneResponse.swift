package import TelepoolJSON

/// The answer of what has nothing to tell but that it is done.
package struct DoneResponse: OperatorResponse {
    package static let schema = JSONSchema.object([:])

    package func write(to json: inout JSONWriter) {
        json.object { _ in }
    }
}
