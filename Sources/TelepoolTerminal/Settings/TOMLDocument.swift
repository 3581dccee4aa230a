/// A file of settings in a small part of TOML 1.0: tables of texts.
///
/// A line is blank, a comment, a header `[table]` or `[table.sub-table]`, or `key = "text"` or `key = 'text'`, with a
/// comment behind it if wanted. Keys and the names of tables are bare: letters, digits, `-` and `_`. Comments and the
/// order of lines stay as they are when something is changed.
package struct TOMLDocument: Sendable, Equatable {
    /// A line that is none of these.
    package struct Malformed: Error, Sendable, Equatable {
        package var line: Int
        package var reason: String
    }

    private var lines: [Line] = []

    package init() {}

    package init(_ text: String) throws(Malformed) {
        var table = ""
        var keys: Set<String> = []
        var tables: Set<String> = []
        for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = raw.last == "\r" ? raw.dropLast() : raw
            do throws(TOMLLine.Problem) {
                let content = try TOMLLine(line)
                switch content {
                case .header(let name):
                    guard tables.insert(name).inserted else { throw TOMLLine.Problem(reason: "[\(name)] comes twice") }
                    table = name
                case .entry(let key, _):
                    guard keys.insert("\(table)\u{0}\(key)").inserted else {
                        throw TOMLLine.Problem(reason: "\(key) comes twice")
                    }
                case .other: break
                }
                lines.append(Line(text: String(line), table: table, content: content))
            } catch {
                throw Malformed(line: index + 1, reason: error.reason)
            }
        }
        if lines.last?.text.isEmpty == true { lines.removeLast() }
    }

    /// The names of the tables, in their order.
    package var tables: [String] {
        lines.compactMap { if case .header(let name) = $0.content { name } else { nil } }
    }

    /// The value of a key; a table without a name is what stands before the first header.
    package subscript(table: String, key: String) -> String? {
        for line in lines where line.table == table {
            if case .entry(key, let value) = line.content { return value }
        }
        return nil
    }

    /// Gives a key a value, in its place if it has one, else at the end of its table.
    ///
    /// - Precondition: the names are bare keys (``isBare(_:)``).
    package mutating func set(_ key: String, to value: String, in table: String) {
        let entry = Line(
            text: "\(key) = \(TOMLLine.quoted(value))", table: table, content: .entry(key: key, value: value))
        if let index = lines.firstIndex(where: { $0.table == table && $0.content.key == key }) {
            lines[index] = entry
            return
        }
        let isThere = table.isEmpty || tables.contains(table)
        if !isThere {
            if !lines.isEmpty { lines.append(Line(text: "", table: lines.last?.table ?? "", content: .other)) }
            lines.append(Line(text: "[\(table)]", table: table, content: .header(table)))
        }
        let last = lines.lastIndex { $0.table == table && $0.content != .other }
        lines.insert(entry, at: last.map { $0 + 1 } ?? 0)
    }

    /// The text of the file.
    package var text: String { lines.map { $0.text + "\n" }.joined() }

    /// Whether a name needs no quotes.
    package static func isBare(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy(TOMLLine.isOfBareKey)
    }

    private struct Line: Sendable, Equatable {
        var text: String
        var table: String
        var content: TOMLLine
    }
}
