import HTTPTypes
import TelepoolDomain
import TelepoolJSON
package import TelepoolREST

/// An operation as the document shows it.
package struct DescribedOperation: Sendable {
    package let name: String
    package let route: Route
    package let successStatus: Int
    package let response: JSONSchema
    package let description: OperationDescription
    let access: Access
    /// Whether a repetition of a call is recognised.
    let isRepeatable: Bool

    package init(_ type: any OperatorOperation.Type) {
        (name, route, access, successStatus) = (type.name, type.route, type.access, type.successStatus)
        (response, description) = (Self.response(of: type), type.description)
        isRepeatable = if case .write = type.access { !type.answersSecret } else { false }
    }

    private static func response<Operation: OperatorOperation>(of type: Operation.Type) -> JSONSchema {
        Operation.Response.schema
    }

    /// The noun that it is about: the first part of its path.
    var tag: String {
        String(route.pattern.dropFirst("/telepool/v1/".count).prefix { $0 != "/" })
    }

    /// What it may be refused for, by status.
    package var errors: [OperatorErrors] {
        let repetition: [OperatorError.Code] = if case .write = access { [.idempotencyMismatch] } else { [] }
        let codes = Dictionary(grouping: OperatorError.Code.common + repetition + description.errors, by: \.status)
        return codes.map { OperatorErrors(status: $0, codes: $1) }.sorted { $0.status < $1.status }
    }
}

// MARK: - JSON

extension DescribedOperation {
    /// Writes the member of its path that its method names.
    func write(to json: inout JSONWriter) {
        json.key(route.method.rawValue.lowercased())
        json.object { json in
            json.member("operationId", name)
            json.member("summary", description.summary)
            let details = description.details.isEmpty ? "" : description.details + "\n\n"
            json.member("description", "\(details)For the role \(access.role.rawValue).")
            json.array("tags", [tag]) { json, tag in json.string(tag) }
            json.key("parameters")
            json.array { json in
                for parameter in description.parameters { write(parameter, to: &json) }
                json.reference("parameters", "account")
                json.reference("parameters", "dry_run")
                if isRepeatable { json.reference("parameters", "\(IdempotencyKey.header)") }
            }
            if let body = description.body {
                json.key("requestBody")
                body.write(to: &json)
            }
            json.object("responses") { json in
                json.key(String(successStatus))
                json.object { json in
                    json.member("description", "Done.")
                    json.writeAnswer(response)
                }
                for errors in errors {
                    json.key(String(errors.status))
                    json.reference("responses", errors.name)
                }
            }
        }
    }

    private func write(_ parameter: InputDescription, to json: inout JSONWriter) {
        parameter.writeParameter(in: route.parameters.contains(parameter.name) ? "path" : "query", to: &json)
    }
}

/// The errors that are answered with one status.
package struct OperatorErrors: Sendable, Hashable {
    package let status: Int
    package let codes: [OperatorError.Code]

    /// What the document calls them.
    var name: String { codes.map(\.name).joined(separator: "Or") }
}
