/// Lays JSON out for people.
package enum JSONIndentation {
    /// The same document with a line for each member and element, indented by two blanks for each level.
    ///
    /// - Parameter json: valid JSON without blanks between its parts, as ``JSONWriter`` writes it.
    package static func indent(_ json: [UInt8]) -> [UInt8] {
        var (text, depth, isInString, isEscaped): ([UInt8], Int, Bool, Bool) = ([], 0, false, false)
        func beginLine() {
            text.append(UInt8(ascii: "\n"))
            text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
        }
        for (index, byte) in json.enumerated() {
            if isInString {
                text.append(byte)
                isInString = isEscaped || byte != UInt8(ascii: "\"")
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
                continue
            }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                text.append(byte)
                depth += 1
                if !isClosing(json[index + 1]) { beginLine() }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if !isOpening(json[index - 1]) { beginLine() }
                text.append(byte)
            case UInt8(ascii: ","):
                text.append(byte)
                beginLine()
            case UInt8(ascii: ":"): text.append(contentsOf: [byte, UInt8(ascii: " ")])
            default:
                text.append(byte)
                isInString = byte == UInt8(ascii: "\"")
            }
        }
        return text
    }

    private static func isOpening(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") }

    private static func isClosing(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") }
}
