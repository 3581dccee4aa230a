import TelepoolClient
import TelepoolJSON
import TelepoolOperator
import TelepoolREST

extension OperatorClient {
    /// Calls `body` with each page of a list: `after` is what the page before said was next.
    func forEachPage<Operation: OperatorOperation>(
        of list: String, in operation: Operation.Type, path: [String: String] = [:],
        query: [(name: String, value: String)] = [], _ body: ([JSONObject]) -> Void
    ) async throws {
        var after: String?
        repeat {
            let answer = try await call(
                operation, path: path, query: query + (after.map { [("after", $0)] } ?? []), body: [])
            guard case .object(let page) = answer, case .array(let elements)? = page[list] else {
                throw Failure.unreadableAnswer(status: Operation.successStatus)
            }
            body(elements.compactMap { if case .object(let element) = $0 { element } else { nil } })
            after = page.text("next")
        } while after != nil
    }

    /// The same element by element.
    func forEach<Operation: OperatorOperation>(
        of list: String, in operation: Operation.Type, path: [String: String] = [:],
        query: [(name: String, value: String)] = [], _ body: (JSONObject) -> Void
    ) async throws {
        try await forEachPage(of: list, in: operation, path: path, query: query) { $0.forEach(body) }
    }

    /// Writes a list as CSV; the columns are members of what is listed.
    ///
    /// - Parameter line: makes a line of fields.
    func export<Operation: OperatorOperation>(
        _ list: String, in operation: Operation.Type, columns: [String], path: [String: String] = [:],
        query: [(name: String, value: String)], line: ([String]) -> String = csvLine(_:)
    ) async throws {
        // The names of the columns come with the first page, so that a refusal leaves nothing behind.
        var text = line(columns)
        try await forEachPage(of: list, in: operation, path: path, query: query) { elements in
            for element in elements { text += line(columns.map { element.text($0) ?? "" }) }
            writeOut(text)
            text = ""
        }
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
