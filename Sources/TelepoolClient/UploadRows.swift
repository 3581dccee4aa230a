import TelepoolCSV
import TelepoolJSON

/// The rows of a text that comes piece by piece, whatever it is written in.
struct UploadRows {
    /// Where reading ends, and why.
    struct Unreadable: Error {
        var line: Int
        var reason: String
    }

    private let format: CSVUpload.Format
    private var csv = CSVRows()
    private var json = JSONLines()

    init(_ format: CSVUpload.Format) {
        self.format = format
    }

    mutating func append(_ piece: [UInt8]) {
        switch format {
        case .csv: csv.append(piece)
        case .ndjson: json.append(piece)
        }
    }

    /// The next row, or `nil` if the text so far does not hold a whole one.
    mutating func next(isLast: Bool) throws(Unreadable) -> CSVRows.Row? {
        switch format {
        case .csv:
            do {
                return try csv.next(isLast: isLast)
            } catch {
                throw Unreadable(line: error.line, reason: "\(error)")
            }
        case .ndjson:
            do {
                return try json.next(isLast: isLast).map { CSVRows.Row(line: $0.number, bytes: $0.bytes) }
            } catch {
                throw Unreadable(line: error.number, reason: "longer than \(JSONLines.longestLine) bytes")
            }
        }
    }
}
