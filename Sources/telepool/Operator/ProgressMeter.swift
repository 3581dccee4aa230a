import Foundation

/// Shows on standard error how far something is: over and over on one line of a terminal, else, if it has to, a line
/// every few seconds.
final class ProgressMeter {
    private static let interval = Duration.seconds(5)

    private let size: Int
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let isShown: Bool
    private let start = ContinuousClock.now
    private var last: ContinuousClock.Instant

    /// - Parameters:
    ///   - size: how many bytes there are; 0 where nobody knows.
    ///   - isShown: `nil` for on a terminal only.
    init(size: Int, isShown: Bool? = nil) {
        self.size = size
        self.isShown = isShown ?? isTerminal
        last = start
    }

    func show(rows: Int, bytes: Int) {
        guard isShown else { return }
        let now = ContinuousClock.now
        guard isTerminal || now - last >= Self.interval else { return }
        last = now
        let seconds = max((now - start) / .seconds(1), 0.001)
        var text = "\(rows) rows, \(Int(Double(rows) / seconds)) a second"
        if size > 0, bytes > 0 {
            let share = min(Double(bytes) / Double(size), 1)
            text = "\(Int(share * 100)) %, \(text), \(Int(seconds / share * (1 - share))) s left"
        }
        write(isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n")
    }

    func finish() {
        if isShown, isTerminal { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
