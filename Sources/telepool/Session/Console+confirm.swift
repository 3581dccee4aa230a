import ArgumentParser
import Foundation
import TelepoolTerminal

/// Of a command that destroys something.
struct ConfirmationOptions: ParsableArguments {
    @Flag(name: [.short, .long], help: "Do it without asking.")
    var yes = false
}

extension Console {
    /// Goes on only if whoever sits at the terminal agrees, or has agreed by `--yes`.
    ///
    /// - Throws: ``CommandError`` where nobody can be asked; `ExitCode` where the answer is not yes.
    func confirm(
        _ options: ConfirmationOptions, _ question: Message, _ values: any CustomStringConvertible...
    ) throws {
        guard !options.yes else { return }
        let text = language.text(question, values: values)
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
            throw CommandError(.usage, .cannotAsk, text)
        }
        complain(language.text(.confirmation, text))
        let answer = readLine()?.lowercased().filter { !$0.isWhitespace } ?? ""
        guard language.text(.yes).split(separator: ",").contains(where: { $0 == answer }) else {
            complain(language.text(.notDone) + "\n")
            throw ExitCode(ExitStatus.failure.rawValue)
        }
    }
}
