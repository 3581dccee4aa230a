import TelepoolCSV
import TelepoolDomain
import TelepoolREST

/// The rows of an import: those that could be read, and why the others could not.
struct CSVImport<Value: Sendable>: Sendable {
    private(set) var rows: [(line: Int, value: Value)] = []
    private(set) var rejections: [ImportSummary.Rejection] = []

    /// Reads a body of comma-separated values whose first line names the columns, in any order.
    ///
    /// - Parameters:
    ///   - columns: the columns that are known.
    ///   - required: those of them that have to be there.
    ///   - read: makes a value of a row, or says what is wrong with it.
    init(
        _ request: RESTRequest, columns: [String], required: Set<String>,
        read: (CSVRecord) throws(CSVRecord.Problem) -> Value
    ) throws(OperatorError) {
        guard request.mediaType == "text/csv" else {
            throw .invalidParameter("The body has to be of the type text/csv.")
        }
        var lines = CSVRows()
        lines.append(request.body)
        let header = (try? lines.next(isLast: true)?.fields()) ?? []
        guard header.allSatisfy(columns.contains), Set(header).count == header.count, required.isSubset(of: header)
        else {
            throw .invalidParameter(
                "The first line has to name the columns, out of \(columns.joined(separator: ",")); "
                    + "\(required.sorted().joined(separator: ", ")) cannot be left out.")
        }
        do throws(CSVError) {
            while let row = try lines.next(isLast: true) { add(row, header: header, read: read) }
        } catch {
            rejections.append(.init(line: error.line, code: "InvalidRow", reason: "\(error); reading ends here"))
        }
    }

    private mutating func add(
        _ row: CSVRows.Row, header: [String], read: (CSVRecord) throws(CSVRecord.Problem) -> Value
    ) {
        do throws(CSVRecord.Problem) {
            let fields: [String]
            do {
                fields = try row.fields()
            } catch {
                throw CSVRecord.Problem(reason: "\(error)")
            }
            guard fields.count == header.count else {
                throw CSVRecord.Problem(reason: "\(fields.count) fields where the first line names \(header.count)")
            }
            rows.append((row.line, try read(CSVRecord(header: header, fields: fields))))
        } catch {
            rejections.append(.init(line: row.line, code: "InvalidRow", reason: error.reason))
        }
    }

    /// What came of the import, once the domain has said what came of the rows that could be read.
    func summary(_ outcomes: [ImportOutcome]) -> ImportSummary {
        var summary = ImportSummary(rejections: rejections)
        for (row, outcome) in zip(rows, outcomes) {
            switch outcome {
            case .accepted: summary.accepted += 1
            case .duplicate: summary.duplicate += 1
            case .rejected(let rejection):
                summary.rejections.append(.init(line: row.line, code: rejection.code, reason: rejection.reason))
            }
        }
        summary.rejections.sort { $0.line < $1.line }
        return summary
    }
}

/// A row with its fields by name.
struct CSVRecord {
    /// What is wrong with a row.
    struct Problem: Error {
        var reason: String
    }

    let header: [String]
    let fields: [String]

    /// The field in a column; `nil` where it is empty or the column is not there.
    subscript(column: String) -> String? {
        guard let index = header.firstIndex(of: column), !fields[index].isEmpty else { return nil }
        return fields[index]
    }

    /// Digits, so many of them.
    func digits(_ column: String, count: ClosedRange<Int>) throws(Problem) -> String? {
        guard let text = self[column] else { return nil }
        guard count.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Problem(
                reason: count.lowerBound == count.upperBound
                    ? "\(column) has to be \(count.lowerBound) digits"
                    : "\(column) has to be \(count.lowerBound) to \(count.upperBound) digits")
        }
        return text
    }

    /// A field that cannot be empty.
    func required<Value>(_ column: String, _ value: Value?) throws(Problem) -> Value {
        guard let value else { throw Problem(reason: "\(column) is missing") }
        return value
    }
}

extension ImportRejection {
    fileprivate var code: String {
        switch self {
        case .numberHeldElsewhere: "NumberHeldElsewhere"
        case .cardDiffers: "CardDiffers"
        case .unknownCard: "UnknownCard"
        case .recordDiffers: "RecordDiffers"
        case .future: "Future"
        }
    }

    fileprivate var reason: String {
        switch self {
        case .numberHeldElsewhere: "the number is in another pool or not available"
        case .cardDiffers: "there is a card with this iccid and other contents"
        case .unknownCard: "there is no card with this iccid"
        case .recordDiffers: "there is a record with this id and other contents"
        case .future: "the time lies in the future"
        }
    }
}
