/// Why a text is not JSON that we accept, and where.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was wrong.
    public enum Reason: Sendable, Equatable {
        case unexpectedEnd
        case unexpectedByte
        case controlCharacterInString
        case invalidEscape
        case invalidNumber
        case invalidUTF8
        case duplicateName(String)
        case tooDeep(limit: Int)
        case trailingBytes
    }

    public var reason: Reason
    /// The position in the text, in bytes from 0.
    public var offset: Int

    package init(reason: Reason, offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    public var description: String {
        let what =
            switch reason {
            case .unexpectedEnd: "unexpected end"
            case .unexpectedByte: "unexpected character"
            case .controlCharacterInString: "control character in a string"
            case .invalidEscape: "invalid escape"
            case .invalidNumber: "invalid number"
            case .invalidUTF8: "invalid UTF-8"
            case .duplicateName(let name): "duplicate name \(name.prefix(40))"
            case .tooDeep(let limit): "nested deeper than \(limit)"
            case .trailingBytes: "more than one value"
            }
        return "\(what) at byte \(offset)"
    }
}
