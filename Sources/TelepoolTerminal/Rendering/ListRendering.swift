package import TelepoolJSON

/// Renders a list page by page, so that it needs no more room than a page.
package struct ListRendering {
    /// How a list is laid out.
    package struct Layout: Sendable {
        /// The members that are shown as columns, the first of which identifies an element unless `key` does.
        package var columns: [String]
        /// The member that identifies an element.
        package var key: String
        /// Whether the values are for people to look at in a spreadsheet (``csvLine(forSpreadsheets:)``).
        package var isForSpreadsheets: Bool

        package init(_ columns: [String], key: String? = nil, isForSpreadsheets: Bool = false) {
            self.columns = columns
            self.key = key ?? columns.first ?? ""
            self.isForSpreadsheets = isForSpreadsheets
        }
    }

    private let layout: Layout
    private let format: OutputFormat
    private let language: Language
    private let isColoured: Bool
    private var count = 0
    private var widths: [Int] = []
    private var hasBegun = false

    package init(_ layout: Layout, as format: OutputFormat, in language: Language, isColoured: Bool) {
        self.layout = layout
        self.format = format
        self.language = language
        self.isColoured = isColoured
    }

    /// A page. The columns of a table are as wide as those of the first page need; later ones only grow.
    package mutating func page(_ elements: [JSONObject]) -> String {
        var text = begin(elements)
        switch format {
        case .table:
            for element in elements { text += line(cells(of: element)) }
        case .json:
            for element in elements {
                let lines = JSONValue.object(element).indented.split(separator: "\n", omittingEmptySubsequences: false)
                text += (count == 0 ? "\n  " : ",\n  ") + lines.joined(separator: "\n  ")
                count += 1
            }
        case .yaml:
            for element in elements { text += YAML.element(.object(element)) }
        case .csv:
            for element in elements { text += csv(layout.columns.map { element.text($0) ?? "" }) }
        case .quiet:
            for element in elements { text += "\(PlainText.singleLine(element.text(layout.key) ?? ""))\n" }
        }
        if format != .json { count += elements.count }
        return text
    }

    /// What stands behind the last page.
    package mutating func end() -> String {
        let text = begin([])
        return switch format {
        case .json: text + (count == 0 ? "]\n" : "\n]\n")
        case .yaml: count == 0 ? "[]\n" : text
        default: text
        }
    }

    private mutating func begin(_ elements: [JSONObject]) -> String {
        let isFirst = !hasBegun
        hasBegun = true
        switch format {
        case .table:
            let headings = layout.columns.map { Heading.text(of: $0, in: language) }
            if isFirst { widths = headings.map(DisplayWidth.of) }
            for element in elements {
                for (index, cell) in cells(of: element).enumerated() {
                    widths[index] = max(widths[index], DisplayWidth.of(cell))
                }
            }
            guard isFirst else { return "" }
            return isColoured ? "\u{1B}[1m\(line(headings).dropLast())\u{1B}[0m\n" : line(headings)
        case .json: return isFirst ? "[" : ""
        case .csv: return isFirst ? csv(layout.columns) : ""
        case .yaml, .quiet: return ""
        }
    }

    private func cells(of element: JSONObject) -> [String] {
        layout.columns.map { name in
            let text = element.text(name) ?? ""
            return text.isEmpty ? "-" : PlainText.singleLine(text)
        }
    }

    private func line(_ cells: [String]) -> String {
        var text = ""
        for (index, cell) in cells.enumerated() {
            text += index == cells.count - 1 ? cell : DisplayWidth.padded(cell, to: widths[index]) + "  "
        }
        return text + "\n"
    }

    private func csv(_ fields: [String]) -> String {
        layout.isForSpreadsheets ? csvLine(forSpreadsheets: fields) : csvLine(fields)
    }
}
