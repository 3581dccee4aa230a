import HTTPTypes
import TelepoolJSON
import TelepoolOperator
import TelepoolREST
import TelepoolServer
import Testing

extension ServerFixture {
    /// Records an issue where an operation of the operator API answers what it does not describe.
    func checkDescription(of reply: HTTPReply, to method: HTTPRequest.Method, _ target: String) {
        guard case .found(let found, _) = OperatorOperations.routes.match(method, target.prefix { $0 != "?" }),
            let operation = Self.operations[found.name]
        else { return }
        if reply.status == operation.successStatus {
            guard let answer = try? JSONValue(parsing: reply.body) else {
                Issue.record("\(operation.name) answers no JSON: \(reply.text)")
                return
            }
            for problem in operation.response.problems(with: answer) { Issue.record("\(operation.name): \(problem)") }
        } else if !operation.errors.contains(where: { errors in
            errors.status == reply.status && errors.codes.contains { $0.name == reply.errorCode }
        }) {
            Issue.record("\(operation.name) does not describe \(reply.status) \(reply.errorCode ?? "")")
        }
    }

    private static let operations = Dictionary(
        uniqueKeysWithValues: OperatorOperations.types.map { DescribedOperation($0) }.map { ($0.name, $0) })
}
