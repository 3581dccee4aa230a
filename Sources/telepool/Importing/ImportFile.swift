import ArgumentParser
import TelepoolClient
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

/// Sends a file of rows to the server, shows how far it is and says what came of it.
struct ImportFile {
    let path: String
    let console: Console
    /// Whether it shows how far it is where nobody looks, too.
    var alwaysShowsProgress = false

    /// - Throws: `ExitCode` where some rows were not taken; ``CommandError`` where the file cannot be read.
    func send(through upload: CSVUpload) async throws {
        guard let file = InputFile(path) else { throw CommandError(.usage, .cannotRead, path) }
        let meter = ProgressMeter(
            size: file.size, language: console.language, isShown: alwaysShowsProgress ? true : nil)
        let summary: ImportSummary
        do {
            summary = try await upload.send(nextPiece: file.next) {
                if $1.rejected > 0 { meter.finish() }
                report($1)
                meter.show(rows: $0.rows, bytes: file.position)
            }
        } catch let error as CSVUpload.Unreadable {
            meter.finish()
            throw CommandError(.usage, .cannotReadBecause, path, error.description)
        } catch is InputFile.Damaged {
            meter.finish()
            throw CommandError(.usage, .damagedGzip, path)
        } catch {
            meter.finish()
            throw error
        }
        meter.finish()
        show(summary)
        if summary.rejected > 0 { throw ExitCode(ExitStatus.rejectedRows.rawValue) }
    }

    private func show(_ summary: ImportSummary) {
        guard console.format != .table else {
            return console.say(.imported, summary.accepted, summary.duplicate, summary.rejected)
        }
        guard console.format != .quiet else { return }
        console.show(
            JSONObject([
                "accepted": .number("\(summary.accepted)"), "duplicate": .number("\(summary.duplicate)"),
                "rejected": .number("\(summary.rejected)"),
            ]))
    }

    /// Says which rows of a batch were not taken, while the import goes on: people in their place, others on standard
    /// error.
    private func report(_ batch: ImportSummary) {
        let write = console.format == .table ? console.write : console.complain
        for rejection in batch.rejections {
            write(console.language.text(.rejectedRow, rejection.line, rejection.code, rejection.reason) + "\n")
        }
        if batch.rejectionsLeftOut > 0 {
            write(console.language.text(.moreRejectedRows, batch.rejectionsLeftOut) + "\n")
        }
    }
}
