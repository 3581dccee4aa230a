import ArgumentParser
import Foundation
import TelepoolClient
import TelepoolOperator

/// Sends a file of rows to the server, shows how far it is and says what came of it.
struct ImportFile {
    /// Exit code if some rows were not taken.
    static let rejectedRows = ExitCode(3)

    let path: String
    /// Whether it shows how far it is where nobody looks, too.
    var alwaysShowsProgress = false

    func send(through upload: CSVUpload) async throws {
        guard let file = InputFile(path) else { throw ValidationError("Cannot read \(path).") }
        let meter = ProgressMeter(size: file.size, isShown: alwaysShowsProgress ? true : nil)
        let summary: ImportSummary
        do {
            summary = try await upload.send(nextPiece: file.next) {
                if $1.rejected > 0 { meter.finish() }
                Self.report($1)
                meter.show(rows: $0.rows, bytes: file.position)
            }
        } catch let error as CSVUpload.Unreadable {
            throw ValidationError("Cannot read \(path): \(error).")
        } catch is InputFile.Damaged {
            meter.finish()
            throw ValidationError("Cannot read \(path) to its end: its gzip is damaged or cut off.")
        }
        meter.finish()
        print("\(summary.accepted) accepted, \(summary.duplicate) duplicate, \(summary.rejected) rejected")
        if summary.rejected > 0 { throw Self.rejectedRows }
    }

    /// Says which rows of a batch were not taken, while the import goes on.
    private static func report(_ batch: ImportSummary) {
        for rejection in batch.rejections {
            print("line \(rejection.line): \(rejection.code): \(rejection.reason)")
        }
        if batch.rejectionsLeftOut > 0 { print("… and \(batch.rejectionsLeftOut) more") }
    }
}
