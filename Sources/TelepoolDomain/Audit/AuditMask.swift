/// The one place that decides how much of a phone number, a card's number or a key may be told to logs.
package enum AuditMask {
    /// So many digits in a row may be a phone number.
    private static let fewestDigits = 7
    /// A number that is shown in part keeps its beginning and its end.
    private static let longNumber = 11

    /// A text with every number in it shown in part: `138****0000`.
    ///
    /// A number is seven digits or more in a row, or eleven and more with single blanks or hyphens between them. The numbers
    /// of number pools, bindings and applications, which are opaque, stay as they are.
    package static func text(_ text: String) -> String {
        guard mayHoldNumber(text) else { return text }
        let bytes = Array(text.utf8)
        var masked: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard isDigit(bytes[index]) else {
                masked.append(bytes[index])
                index += 1
                continue
            }
            let (digits, end) = number(in: bytes, from: index)
            if digits.count >= fewestDigits, !isOpaque(digits, before: index, in: bytes) {
                append(digits, to: &masked)
            } else {
                masked += bytes[index..<end]
            }
            index = end
        }
        return String(decoding: masked, as: UTF8.self)
    }

    /// The id of an access key, or what was given out for one: `AKTP****7QXZ`.
    package static func key(_ id: String) -> String {
        let bytes = Array(id.utf8)
        guard bytes.count >= 12, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return "****" }
        return String(decoding: bytes.prefix(4) + Array("****".utf8) + bytes.suffix(4), as: UTF8.self)
    }

    /// Whether what is called so is never told: passwords, secrets, tokens, what a short message says.
    package static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["password", "passwd", "secret", "token", "content", "credential", "signature", "authorization"]
            .contains { name.contains($0) }
    }

    /// Most texts hold no number at all.
    private static func mayHoldNumber(_ text: String) -> Bool {
        var digits = 0
        for byte in text.utf8 where isDigit(byte) {
            digits += 1
            if digits >= fewestDigits { return true }
        }
        return false
    }

    /// The digits of the number that begins at a place, and where it ends.
    private static func number(in bytes: [UInt8], from start: Int) -> (digits: [UInt8], end: Int) {
        var end = start
        while end < bytes.count, isDigit(bytes[end]) { end += 1 }
        let row = (Array(bytes[start..<end]), end)
        var digits = row.0
        while end + 1 < bytes.count, bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: " "),
            isDigit(bytes[end + 1])
        {
            end += 1
            while end < bytes.count, isDigit(bytes[end]) {
                digits.append(bytes[end])
                end += 1
            }
        }
        return digits.count >= longNumber ? (digits, end) : row
    }

    private static func append(_ digits: [UInt8], to masked: inout [UInt8]) {
        if digits.count >= longNumber { masked += digits.prefix(3) }
        masked += Array("****".utf8)
        masked += digits.suffix(digits.count >= longNumber ? 4 : 2)
    }

    /// Whether digits are those of `NP…`, `S…` or `NA…`, as this server makes them.
    private static func isOpaque(_ digits: [UInt8], before index: Int, in bytes: [UInt8]) -> Bool {
        let prefix = bytes[..<index].suffix(while: { isLetter($0) || isDigit($0) })
        let following = index + digits.count
        guard following == bytes.count || !isLetter(bytes[following]) else { return false }
        return switch String(decoding: prefix, as: UTF8.self) {
        case "NP", "S": digits.count == 18
        case "NA": digits.count == 10
        default: false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

extension ArraySlice<UInt8> {
    fileprivate func suffix(while belongs: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        var start = endIndex
        while start > startIndex, belongs(self[start - 1]) { start -= 1 }
        return self[start...]
    }
}
