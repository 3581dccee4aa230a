import ArgumentParser
import Foundation
import TelepoolClient
import TelepoolOperator

/// Sends a file of comma-separated values to the server, shows how far it is and says what came of it.
struct ImportFile {
    /// Exit code if some rows were not taken.
    static let rejectedRows = ExitCode(3)

    /// How many rows that were not taken are listed; more would hide the summary.
    private static let listed = 1000

    let path: String

    func send(through upload: CSVUpload) async throws {
        guard let file = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path) else {
            throw ValidationError("Cannot read \(path).")
        }
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        let meter = ProgressMeter(size: size)
        let summary: ImportSummary
        do {
            summary = try await upload.send(
                nextPiece: { Array(try file.read(upToCount: 1 << 16) ?? Data()) }, progress: meter.show)
        } catch let error as CSVUpload.Unreadable {
            throw ValidationError("Cannot read \(path): \(error).")
        }
        meter.finish()
        try report(summary)
    }

    private func report(_ summary: ImportSummary) throws {
        for rejection in summary.rejections.prefix(Self.listed) {
            print("line \(rejection.line): \(rejection.code): \(rejection.reason)")
        }
        if summary.rejections.count > Self.listed {
            print("… and \(summary.rejections.count - Self.listed) more")
        }
        print(
            "\(summary.accepted) accepted, \(summary.duplicate) duplicate, \(summary.rejections.count) rejected")
        if !summary.rejections.isEmpty { throw Self.rejectedRows }
    }
}

/// Shows on a terminal how far an import is; silent where nobody looks.
private struct ProgressMeter {
    let size: Int
    private let start = ContinuousClock.now
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init(size: Int) {
        self.size = size
    }

    func show(_ progress: CSVUpload.Progress) {
        guard isTerminal else { return }
        let seconds = max((ContinuousClock.now - start) / .seconds(1), 0.001)
        var text = "\(progress.rows) rows, \(Int(Double(progress.rows) / seconds)) a second"
        if size > 0 {
            let share = min(Double(progress.bytes) / Double(size), 1)
            text = "\(Int(share * 100)) %, \(text), \(Int(seconds / share * (1 - share))) s left"
        }
        write("\r\u{1B}[K\(text)")
    }

    func finish() {
        if isTerminal { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
