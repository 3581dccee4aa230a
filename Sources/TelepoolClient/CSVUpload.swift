import TelepoolCSV
import TelepoolJSON
package import TelepoolOperator

/// Sends rows of any number in batches, each of which is taken in or not as a whole, and adds up what came of them. The
/// rows are comma-separated values, or lines of JSON where the operation takes them.
package struct CSVUpload: Sendable {
    /// What the rows are written in.
    package enum Format: String, Sendable, CaseIterable {
        case csv, ndjson

        fileprivate var mediaType: String { self == .csv ? "text/csv" : "application/x-ndjson" }
    }

    /// How far an upload is.
    package struct Progress: Sendable {
        package var rows = 0
        package var bytes = 0
    }

    /// Why a file cannot be sent.
    package struct Unreadable: Error, Sendable, CustomStringConvertible {
        package var description: String
    }

    /// How many rows one request holds at most, and how many bytes.
    private static let (batchRows, batchBytes) = (5000, 1 << 20)

    private let format: Format
    private let post: @Sendable ([UInt8]) async throws -> JSONValue

    /// - Parameter path: the values of the parameters in the operation's path.
    package init<Operation: OperatorOperation>(
        _ client: OperatorClient, _ operation: Operation.Type, path: [String: String] = [:],
        query: [(name: String, value: String)] = [], format: Format = .csv
    ) where Operation.Response == ImportSummary {
        self.format = format
        post = { try await client.call(operation, path: path, query: query, body: $0, type: format.mediaType) }
    }

    /// Sends everything that `nextPiece` gives until it gives nothing.
    ///
    /// - Parameter progress: told after each batch how far it is, and what came of the batch's rows, with the line numbers
    ///   of the file.
    /// - Returns: what came of all rows; of many that were not taken, the first are listed.
    package func send(
        nextPiece: () throws -> [UInt8], progress: (Progress, ImportSummary) -> Void
    ) async throws -> ImportSummary {
        var rows = UploadRows(format)
        var batch = format == .csv ? nil : Batch(header: nil)
        var total = ImportSummary()
        var done = Progress()
        var isLast = false
        while !isLast {
            let piece = try nextPiece()
            isLast = piece.isEmpty
            rows.append(piece)
            done.bytes += piece.count
            do {
                while let row = try rows.next(isLast: isLast) {
                    guard batch != nil else {
                        batch = Batch(header: row.bytes)
                        continue
                    }
                    batch?.add(row)
                    done.rows += 1
                    if let full = batch, full.rows >= full.rowLimit || full.bytes.count >= Self.batchBytes {
                        let summary = try await send(full)
                        total.add(summary)
                        batch = Batch(header: full.header)
                        progress(done, summary)
                    }
                }
            } catch let error as UploadRows.Unreadable {
                // What was read before it still counts.
                guard batch != nil else { throw Unreadable(description: "line \(error.line): \(error.reason)") }
                var summary = ImportSummary()
                if let rest = batch, rest.rows > 0 { summary = try await send(rest) }
                batch = batch.map { Batch(header: $0.header) }
                let reason = "\(error.reason); reading ends here"
                summary.rejections.append(.init(line: error.line, code: "InvalidRow", reason: reason))
                total.add(summary)
                progress(done, summary)
                isLast = true
            }
        }
        guard let rest = batch else { throw Unreadable(description: "the file is empty") }
        // The names of the columns are checked by the server even if there is nothing else.
        let summary = rest.rows > 0 || done.rows == 0 ? try await send(rest) : ImportSummary()
        total.add(summary)
        progress(done, summary)
        return total
    }

    private func send(_ batch: Batch) async throws -> ImportSummary {
        guard var summary = ImportSummary(try await post(batch.bytes)) else {
            throw OperatorClient.Failure.unreadableAnswer(status: 200)
        }
        for index in summary.rejections.indices {
            let line = summary.rejections[index].line
            summary.rejections[index].line = batch.fileLines[line] ?? line
        }
        return summary
    }

    /// Some rows under the names of their columns.
    private struct Batch {
        /// `nil` where the rows name their members themselves.
        let header: [UInt8]?
        private(set) var bytes: [UInt8]
        private(set) var rows = 0
        /// The line of the file for each line of the batch on which a row begins.
        private(set) var fileLines: [Int: Int] = [:]
        private var line: Int

        /// How many rows the batch takes at most.
        let rowLimit: Int

        init(header: [UInt8]?) {
            self.header = header
            bytes = header.map { $0 + [UInt8(ascii: "\n")] } ?? []
            line = header == nil ? 1 : 2
            // Where a row may be a range of many numbers, a few of them are as much as one request may name.
            let columns = try? header.map { CSVRows.Row(line: 1, bytes: $0) }?.fields()
            let rowsOfRanges = ImportNumbers.limit / ImportNumbers.rangeLimit
            rowLimit = columns?.contains("first") == true ? rowsOfRanges : CSVUpload.batchRows
        }

        mutating func add(_ row: CSVRows.Row) {
            bytes += row.bytes
            bytes.append(UInt8(ascii: "\n"))
            rows += 1
            fileLines[line] = row.line
            line += 1 + row.bytes.count { $0 == UInt8(ascii: "\n") }
        }
    }
}
