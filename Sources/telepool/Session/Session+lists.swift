import HTTPTypes
import TelepoolClient
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal
import TelepoolURL

extension Session {
    /// How many elements a page of the vendors' interfaces has at most.
    private static let pageLimit = 500

    /// Shows a list page by page, as it is read.
    ///
    /// - Parameters:
    ///   - format: the form of the output where the command line asks for none; `nil` for the one that is set.
    ///   - limit: how many elements to show at most.
    ///   - pages: calls its parameter with each page, as long as it answers that more are wanted.
    func list(
        _ layout: ListRendering.Layout, format: OutputFormat? = nil, limit: Int? = nil,
        pages: (_ show: ([JSONObject]) -> Bool) async throws -> Void
    ) async throws {
        let form = format.map { requestedFormat ?? $0 } ?? console.format
        var rendering = ListRendering(layout, as: form, in: console.language, isColoured: console.isColoured)
        var count = 0
        try await pages { elements in
            let wanted = limit.map { Array(elements.prefix($0 - count)) } ?? elements
            count += wanted.count
            console.write(rendering.page(wanted))
            return count < limit ?? .max
        }
        console.write(rendering.end())
    }

    /// Shows a list of the operator API.
    ///
    /// - Parameters:
    ///   - name: the member of the answers that is the list.
    ///   - after: where the list begins, if its beginning has to be named.
    ///   - pageSize: how many elements a page may have.
    func list<Operation: OperatorOperation>(
        _ name: String, in operation: Operation.Type, _ layout: ListRendering.Layout, format: OutputFormat? = nil,
        limit: Int? = nil, path: [String: String] = [:], query: [(name: String, value: String)] = [],
        after: String? = nil, pageSize: Int64? = nil
    ) async throws {
        let size = pageSize.map { [("limit", "\(min($0, Int64(limit ?? .max)))")] } ?? []
        try await list(layout, format: format, limit: limit) { show in
            var after = after
            var more = true
            while more {
                let position = after.map { [("after", $0)] } ?? []
                let page = try await call(operation, path: path, query: query + size + position)
                more = show(try page.elements(name))
                after = page.text("next")
                if after == nil { more = false }
            }
        }
    }

    /// Shows a list of Volcengine's interface.
    func volcengineList(
        _ action: String, _ members: KeyValuePairs<String, JSONValue?>, _ layout: ListRendering.Layout,
        limit: Int? = nil
    ) async throws {
        try await list(layout, limit: limit) { show in
            var offset = 0
            var more = true
            while more {
                var body = JSONObject(members)
                body.members += [
                    .init(name: "Offset", value: .number("\(offset)")),
                    .init(name: "Limit", value: .number("\(min(Self.pageLimit, limit ?? .max))")),
                ]
                let page = try await volcengine(action, body)
                let records = try page.elements("Records")
                offset += records.count
                more = show(records) && !records.isEmpty && offset < Int(page.text("Total") ?? "") ?? 0
            }
        }
    }

    /// Shows a list of Huawei Cloud's interface, whose pages are numbered.
    func huaweiList(
        _ name: String, _ path: String, query: [(name: String, value: String?)], _ layout: ListRendering.Layout,
        limit: Int? = nil
    ) async throws {
        try await list(layout, limit: limit) { show in
            var (number, count, more) = (1, 0, true)
            while more {
                let page = try await huawei(
                    .get, path, query: query + [("limit", "\(Self.pageLimit)"), ("offset", "\(number)")])
                let elements = try page.elements(name)
                count += elements.count
                number += 1
                more = show(elements) && !elements.isEmpty && count < Int(page.text("count") ?? "") ?? 0
            }
        }
    }

    /// A path with those parameters that have a value.
    static func target(_ path: String, _ query: [(name: String, value: String?)]) -> String {
        let pairs = query.compactMap { name, value in
            value.map { "\(PercentCoding.encode(name))=\(PercentCoding.encode($0))" }
        }
        return pairs.isEmpty ? path : "\(path)?\(pairs.joined(separator: "&"))"
    }
}

extension JSONObject {
    /// The elements of a member that is a list of objects.
    ///
    /// - Throws: ``OperatorClient/Failure/unreadableAnswer(status:)``.
    func elements(_ name: String) throws(OperatorClient.Failure) -> [JSONObject] {
        guard case .array(let elements)? = self[name] else { throw .unreadableAnswer(status: 200) }
        return elements.compactMap { if case .object(let element) = $0 { element } else { nil } }
    }
}
