/// What a line of ``TOMLDocument`` says.
enum TOMLLine: Sendable, Equatable {
    struct Problem: Error {
        var reason: String
    }

    case header(String)
    case entry(key: String, value: String)
    /// A blank line or a comment.
    case other

    var key: String? { if case .entry(let key, _) = self { key } else { nil } }

    init(_ line: Substring) throws(Problem) {
        var reader = Reader(rest: line.unicodeScalars)
        reader.skipBlanks()
        if try reader.isAtEnd() {
            self = .other
        } else if reader.skip("[") {
            var names = [try reader.bareKey()]
            while reader.skip(".") { names.append(try reader.bareKey()) }
            guard reader.skip("]") else { throw Problem(reason: "a header has to be like [name] or [name.name]") }
            guard try reader.isAtEnd() else { throw Problem(reason: "there is more behind the header") }
            self = .header(names.joined(separator: "."))
        } else {
            let key = try reader.bareKey()
            guard reader.skip("=") else { throw Problem(reason: "there is no = behind \(key)") }
            reader.skipBlanks()
            let value = try reader.text(of: key)
            guard try reader.isAtEnd() else { throw Problem(reason: "there is more behind the value of \(key)") }
            self = .entry(key: key, value: value)
        }
    }

    static func isOfBareKey(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// A text in quotes.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private struct Reader {
        var rest: Substring.UnicodeScalarView

        mutating func skipBlanks() {
            while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        }

        mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
            skipBlanks()
            guard rest.first == scalar else { return false }
            rest.removeFirst()
            return true
        }

        /// Whether nothing but a comment is left.
        mutating func isAtEnd() throws(Problem) -> Bool {
            skipBlanks()
            return rest.isEmpty || rest.first == "#"
        }

        mutating func bareKey() throws(Problem) -> String {
            skipBlanks()
            let key = rest.prefix { $0.isASCII && TOMLLine.isOfBareKey(UInt8($0.value)) }
            guard !key.isEmpty else { throw Problem(reason: "a name of letters, digits, - and _ is missing") }
            rest = rest[key.endIndex...]
            return String(key)
        }

        mutating func text(of key: String) throws(Problem) -> String {
            guard let quote = rest.first, quote == "\"" || quote == "'" else {
                throw Problem(reason: "the value of \(key) has to be a text in quotes")
            }
            rest.removeFirst()
            var text = String.UnicodeScalarView()
            while let scalar = rest.popFirst() {
                if scalar == quote { return String(text) }
                guard scalar == "\t" || scalar.value >= 0x20 && scalar.value != 0x7F else {
                    throw Problem(reason: "there is a control character in the value of \(key)")
                }
                text.append(scalar == "\\" && quote == "\"" ? try escape(key) : scalar)
            }
            throw Problem(reason: "the value of \(key) has no closing quote")
        }

        private mutating func escape(_ key: String) throws(Problem) -> Unicode.Scalar {
            let letter = rest.popFirst()
            switch letter {
            case "b": return "\u{8}"
            case "t": return "\t"
            case "n": return "\n"
            case "f": return "\u{C}"
            case "r": return "\r"
            case "\"": return "\""
            case "\\": return "\\"
            case "u", "U":
                let digits = rest.prefix(letter == "u" ? 4 : 8)
                rest = rest[digits.endIndex...]
                if digits.count == (letter == "u" ? 4 : 8), !digits.contains("+"), !digits.contains("-"),
                    let value = UInt32(String(digits), radix: 16), let scalar = Unicode.Scalar(value)
                {
                    return scalar
                }
                fallthrough
            default: throw Problem(reason: "there is an unknown escape in the value of \(key)")
            }
        }
    }
}
