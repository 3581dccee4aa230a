import Foundation
import TelepoolTerminal

/// Shows on standard error how far something is: over and over on one line of a terminal, else, if it has to, a line
/// every few seconds.
///
/// While it shows something on a terminal, an interruption takes that away before it ends the process as usual.
final class ProgressMeter {
    private static let interval = Duration.seconds(5)
    /// How often a line of a terminal changes at most.
    private static let pause = Duration.milliseconds(100)
    private static let barWidth = 20

    private let size: Int
    private let language: Language
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let isShown: Bool
    private let start = ContinuousClock.now
    private var last: ContinuousClock.Instant?

    /// - Parameters:
    ///   - size: how many bytes there are; 0 where nobody knows.
    ///   - isShown: `nil` for on a terminal only.
    init(size: Int, language: Language, isShown: Bool? = nil) {
        self.size = size
        self.language = language
        self.isShown = isShown ?? isTerminal
    }

    func show(rows: Int, bytes: Int) {
        guard isShown else { return }
        let now = ContinuousClock.now
        guard now - (last ?? start) >= (isTerminal ? Self.pause : Self.interval) || isTerminal && last == nil else {
            return
        }
        if last == nil, isTerminal { clearOnInterruption() }
        last = now
        let seconds = max((now - start) / .seconds(1), 0.001)
        var text = language.text(.progress, rows, Int(Double(rows) / seconds))
        if size > 0, bytes > 0 {
            let share = min(Double(bytes) / Double(size), 1)
            let left = Int(seconds / share * (1 - share))
            text = language.text(.progressShare, Int(share * 100), text, left)
            if isTerminal { text = "\(bar(share)) \(text)" }
        }
        FileDescriptorOutput.standardError.write(isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n")
    }

    func finish() {
        guard isTerminal, last != nil else { return }
        FileDescriptorOutput.standardError.write("\r\u{1B}[K")
        last = nil
        signal(SIGINT, SIG_DFL)
    }

    private func bar(_ share: Double) -> String {
        let done = Int(share * Double(Self.barWidth))
        return "[" + String(repeating: "#", count: done) + String(repeating: ".", count: Self.barWidth - done) + "]"
    }

    private func clearOnInterruption() {
        // Nothing but what a signal handler may call.
        signal(SIGINT) { number in
            let clear: StaticString = "\r\u{1B}[K"
            _ = Foundation.write(STDERR_FILENO, clear.utf8Start, clear.utf8CodeUnitCount)
            signal(number, SIG_DFL)
            raise(number)
        }
    }
}
