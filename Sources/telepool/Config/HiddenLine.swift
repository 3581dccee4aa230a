import Foundation

/// A line that is typed without being shown.
enum HiddenLine {
    private static let (interruption, endOfFile, deletions): (UInt8, UInt8, [UInt8]) = (3, 4, [8, 127])

    /// The line, or `nil` where there is none. An interruption ends the process as usual, once the terminal shows again
    /// what is typed.
    static func read() -> String? {
        var shown = termios()
        guard tcgetattr(STDIN_FILENO, &shown) == 0 else { return readLine() }
        var hidden = shown
        // Key by key, so that an interruption can be waited for here.
        hidden.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        let (bytes, isInterrupted) = readKeys()
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
        FileDescriptorOutput.standardError.write("\n")
        if isInterrupted { end(bySignal: SIGINT) }
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func readKeys() -> (bytes: [UInt8]?, isInterrupted: Bool) {
        var bytes: [UInt8] = []
        var key: UInt8 = 0
        while Foundation.read(STDIN_FILENO, &key, 1) == 1 {
            switch key {
            case interruption: return (nil, true)
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return (bytes, false)
            case endOfFile where bytes.isEmpty: return (nil, false)
            case let key where deletions.contains(key):
                // All bytes of the last character.
                while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
            default: bytes.append(key)
            }
        }
        return (bytes.isEmpty ? nil : bytes, false)
    }
}
