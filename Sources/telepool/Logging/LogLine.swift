import Foundation
import Logging
import Synchronization
import TelepoolJSON
import TelepoolTime

/// One line of the log, as text for people or as JSON for programs.
struct LogLine: ~Copyable {
    enum Format: String, CaseIterable {
        case text
        case json
    }

    private let format: Format
    private var text: [UInt8] = []
    private var json = JSONWriter(capacity: 0)

    init(_ format: Format, _ level: Logger.Level, _ message: String) {
        self.format = format
        switch format {
        case .text:
            text.reserveCapacity(256)
            CivilTime(.now).appendISO8601(to: &text, fraction: 3, zone: "Z")
            text.append(UInt8(ascii: " "))
            text.append(contentsOf: level.rawValue.utf8)
            text.append(UInt8(ascii: " "))
            text.append(contentsOf: message.utf8)
        case .json:
            json.beginObject()
            json.member("time", Timestamp.now.description)
            json.member("level", level.rawValue)
            json.member("message", message)
        }
    }

    /// Adds a value; a text that is not one plain word stands in quotes, so that nothing that was logged can begin a new
    /// line.
    mutating func add(_ name: String, _ value: String) {
        switch format {
        case .text:
            append(name)
            if !value.isEmpty, value.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x22 && $0 != 0x3D && $0 != 0x7F }) {
                text.append(contentsOf: value.utf8)
            } else {
                var quoted = JSONWriter()
                quoted.string(value)
                text.append(contentsOf: quoted.bytes)
            }
        case .json:
            json.key(name)
            json.string(value)
        }
    }

    mutating func add(_ name: String, _ value: Int) {
        switch format {
        case .text:
            append(name)
            text.append(contentsOf: String(value).utf8)
        case .json:
            json.key(name)
            json.integer(Int64(value))
        }
    }

    /// Writes the line to standard error.
    consuming func write() {
        switch format {
        case .text:
            text.append(UInt8(ascii: "\n"))
            StandardError.write(text)
        case .json:
            json.endObject()
            StandardError.write(json.bytes + [UInt8(ascii: "\n")])
        }
    }

    private mutating func append(_ name: String) {
        text.append(UInt8(ascii: " "))
        text.append(contentsOf: name.utf8)
        text.append(UInt8(ascii: "="))
    }
}

/// Standard error, written to a line at a time.
private enum StandardError {
    private static let lock = Mutex(())

    static func write(_ line: [UInt8]) {
        lock.withLock { _ in
            line.withUnsafeBytes { bytes in
                var rest = bytes[...]
                while !rest.isEmpty {
                    let count = Foundation.write(
                        STDERR_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                    // There is nowhere left to tell that the log cannot be written.
                    guard count > 0 else { return }
                    rest = rest.dropFirst(count)
                }
            }
        }
    }
}
