/// One line of comma-separated values; a field with a comma, a quote, a line end or blanks around it stands in quotes.
///
/// It looks at bytes, because the reader does: a character may be a comma and a mark that combines with it.
package func csvLine(_ fields: [String]) -> String {
    let quote = UInt8(ascii: "\"")
    let line = fields.map { field -> [UInt8] in
        let bytes = Array(field.utf8)
        let isBlank = { (byte: UInt8?) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let needsQuotes =
            isBlank(bytes.first) || isBlank(bytes.last)
            || bytes.contains { [UInt8(ascii: ","), quote, UInt8(ascii: "\r"), UInt8(ascii: "\n")].contains($0) }
        return needsQuotes ? [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote] : bytes
    }
    return String(decoding: Array(line.joined(separator: [UInt8(ascii: ",")])), as: UTF8.self) + "\n"
}

/// The same with texts for people to look at in a spreadsheet: what it might take for a formula stands behind an
/// apostrophe, which makes it a text.
package func csvLine(forSpreadsheets fields: [String]) -> String {
    csvLine(
        fields.map { field in
            guard let first = field.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) else {
                return field
            }
            return "'" + field
        })
}
