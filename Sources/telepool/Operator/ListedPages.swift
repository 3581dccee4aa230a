import TelepoolClient
import TelepoolJSON
import TelepoolOperator

extension OperatorClient {
    /// Calls `body` with each element of a list that comes page by page: `after` is what the page before said was next.
    func forEach<Operation: OperatorOperation>(
        of list: String, in operation: Operation.Type, path: [String: String] = [:],
        query: [(name: String, value: String)] = [], _ body: (JSONObject) -> Void
    ) async throws {
        var after: String?
        repeat {
            let answer = try await call(
                operation, path: path, query: query + (after.map { [("after", $0)] } ?? []), body: [])
            guard case .object(let page) = answer, case .array(let elements)? = page[list] else { return }
            for case .object(let element) in elements { body(element) }
            after = page.text("next")
        } while after != nil
    }
}

extension JSONObject {
    /// A member that is a single value, as text.
    func text(_ name: String) -> String? {
        switch self[name] {
        case .string(let text)?, .number(let text)?: text
        case .boolean(let value)?: value ? "true" : "false"
        default: nil
        }
    }
}
