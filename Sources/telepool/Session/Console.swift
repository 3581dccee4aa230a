import Foundation
import TelepoolJSON
import TelepoolTerminal

/// Where a command shows what it has found or done: the one place that writes to the terminal.
struct Console: Sendable {
    let format: OutputFormat
    let language: Language
    /// Whether standard output is a terminal that may be coloured.
    let isColoured: Bool

    init(format: OutputFormat = .table, environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.format = format
        language = Language(environment: environment)
        isColoured =
            isatty(STDOUT_FILENO) == 1 && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }

    /// Writes a line to standard output, where people read the output.
    func say(_ message: Message, _ values: any CustomStringConvertible...) {
        if format == .table { write(language.text(message, values: values) + "\n") }
    }

    /// Shows one thing.
    func show(_ record: JSONObject, key: String? = nil) {
        write(RecordRendering.text(record, key: key, as: format, in: language))
    }

    /// Writes to standard error, as it is.
    func complain(_ text: String) {
        FileDescriptorOutput.standardError.write(text)
    }

    func write(_ text: String) {
        FileDescriptorOutput.standardOutput.write(text)
    }
}

/// Writes bytes to a file descriptor. Where nobody reads standard output any more, the process ends as one that knows
/// nothing of it: by SIGPIPE, without a word.
struct FileDescriptorOutput: Sendable {
    static let standardOutput = FileDescriptorOutput(descriptor: STDOUT_FILENO)
    static let standardError = FileDescriptorOutput(descriptor: STDERR_FILENO)

    let descriptor: Int32

    func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
                if count >= 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                } else if errno == EAGAIN {
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&ready, 1, -1)
                } else if errno != EINTR {
                    if errno == EPIPE, descriptor == STDOUT_FILENO { end(bySignal: SIGPIPE) }
                    return
                }
            }
        }
    }
}
