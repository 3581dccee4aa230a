import TelepoolCSV
import TelepoolDomain
import TelepoolREST

/// The rows of an import: those that could be read, and why the others could not.
struct CSVImport<Value: Sendable>: Sendable {
    /// How many rows one request may hold, so that no answer about them is out of proportion.
    static var rowLimit: Int { 10_000 }

    private(set) var rows: [(line: Int, value: Value)] = []
    private(set) var rejections: [ImportSummary.Rejection] = []

    /// Reads a body of comma-separated values whose first line names the columns, in any order.
    ///
    /// - Parameters:
    ///   - columns: the columns that are known.
    ///   - alternatives: sets of columns, one of which has to be there.
    ///   - read: makes a value of a row, or says what is wrong with it.
    init(
        _ request: RESTRequest, columns: [String], anyOf alternatives: [[String]],
        read: (CSVRecord) throws(InputProblem) -> Value
    ) throws(OperatorError) {
        guard request.mediaType == "text/csv" else {
            throw .invalidParameter("The body has to be of the type text/csv.")
        }
        var lines = CSVRows()
        lines.append(request.body)
        let header = (try? lines.next(isLast: true)?.fields()) ?? []
        guard header.allSatisfy(columns.contains), Set(header).count == header.count,
            alternatives.contains(where: { $0.allSatisfy(header.contains) })
        else {
            let needed = alternatives.map { $0.sorted().joined(separator: ", ") }.joined(separator: " or ")
            throw .invalidParameter(
                "The first line has to name the columns, out of \(columns.joined(separator: ",")); "
                    + "\(needed) cannot be left out.")
        }
        do throws(CSVError) {
            while let row = try lines.next(isLast: true) {
                add(row, header: header, read: read)
                if rows.count + rejections.count > Self.rowLimit { break }
            }
        } catch {
            rejections.append(.init(line: error.line, code: "InvalidRow", reason: "\(error); reading ends here"))
        }
        guard rows.count + rejections.count <= Self.rowLimit else {
            throw .invalidParameter("The body has more than \(Self.rowLimit) rows.")
        }
    }

    private mutating func add(
        _ row: CSVRows.Row, header: [String], read: (CSVRecord) throws(InputProblem) -> Value
    ) {
        do throws(InputProblem) {
            let fields: [String]
            do {
                fields = try row.fields()
            } catch {
                throw InputProblem(reason: "\(error)")
            }
            guard fields.count == header.count else {
                throw InputProblem(reason: "\(fields.count) fields where the first line names \(header.count)")
            }
            rows.append((row.line, try read(CSVRecord(header: header, fields: fields))))
        } catch {
            rejections.append(.init(line: row.line, code: "InvalidRow", reason: error.reason))
        }
    }

    /// What came of the import, once the domain has said what came of the rows that could be read.
    func summary(_ outcomes: [ImportOutcome]) -> ImportSummary {
        summary(zip(rows, outcomes).lazy.map { row, outcome in (row.line, "", outcome) })
    }

    /// The same where a row may stand for many things, each of which has an outcome.
    ///
    /// - Parameter name: what a thing is called where it was not taken.
    func summary<Element, Name: CustomStringConvertible>(
        of name: @escaping (Element) -> Name, _ outcomes: [ImportOutcome]
    ) -> ImportSummary where Value == [Element] {
        let elements = rows.lazy.flatMap { row in
            row.value.lazy.map { (row.line, row.value.count == 1 ? "" : "\(name($0)): ") }
        }
        return summary(zip(elements, outcomes).lazy.map { element, outcome in (element.0, element.1, outcome) })
    }

    private func summary(_ outcomes: some Sequence<(line: Int, prefix: String, ImportOutcome)>) -> ImportSummary {
        var summary = ImportSummary(rejections: rejections)
        for (line, prefix, outcome) in outcomes {
            switch outcome {
            case .accepted: summary.accepted += 1
            case .duplicate: summary.duplicate += 1
            case .rejected(let rejection):
                summary.rejections.append(
                    .init(line: line, code: rejection.code, reason: prefix + rejection.reason))
            }
        }
        summary.rejections.sort { $0.line < $1.line }
        return summary
    }
}

/// A row with its fields by name.
struct CSVRecord {
    let header: [String]
    let fields: [String]

    /// The field in a column; `nil` where it is empty or the column is not there.
    subscript(column: String) -> String? {
        guard let index = header.firstIndex(of: column), !fields[index].isEmpty else { return nil }
        return fields[index]
    }
}
