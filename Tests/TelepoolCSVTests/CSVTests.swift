import TelepoolCSV
import Testing

struct `Comma-separated values` {
    /// All rows of a text that comes in pieces of so many bytes, each with its line.
    private func rows(_ text: String, piece: Int = .max) throws -> [(line: Int, fields: [String])] {
        var rows = CSVRows()
        var result: [(Int, [String])] = []
        let bytes = Array(text.utf8)
        var position = 0
        while position < bytes.count {
            let end = min(bytes.count, position.addingReportingOverflow(piece).overflow ? .max : position + piece)
            rows.append(bytes[position..<end])
            position = end
            while let row = try rows.next(isLast: false) { result.append((row.line, try row.fields())) }
        }
        while let row = try rows.next(isLast: true) { result.append((row.line, try row.fields())) }
        return result
    }

    @Test(arguments: [1, 2, 3, 7, Int.max])
    func `split the same in pieces of any size`(piece: Int) throws {
        let text = "\u{FEFF}a,\"b\"\"c\",\"d\ne\"\r\n\r\n号,,\" x \"\nlast, blank \t,\"\""
        let rows = try rows(text, piece: piece)
        #expect(rows.map(\.line) == [1, 4, 5])
        #expect(rows.map(\.fields) == [["a", "b\"c", "d\ne"], ["号", "", " x "], ["last", "blank", ""]])
    }

    @Test(arguments: [
        ("a\n\"b", CSVError(line: 2, reason: .openQuote)), ("a\"b\"", CSVError(line: 1, reason: .strayQuote)),
        ("\"a\"b,c", CSVError(line: 1, reason: .strayQuote)),
        ("\n\na\u{0}", CSVError(line: 3, reason: .controlCharacter)),
    ])
    func `say where they are wrong`(text: String, error: CSVError) {
        #expect(throws: error) { try rows(text) }
    }

    @Test func `have to be UTF-8`() throws {
        var rows = CSVRows()
        rows.append([0x61, 0x0A, 0xFF, 0x0A])
        #expect(try rows.next(isLast: true)?.fields() == ["a"])
        let row = try #require(try rows.next(isLast: true))
        #expect(throws: CSVError(line: 2, reason: .notUTF8)) { try row.fields() }
    }

    @Test func `end at a row that never ends`() throws {
        var rows = CSVRows()
        rows.append([UInt8](repeating: UInt8(ascii: "a"), count: CSVRows.longestRow + 1))
        #expect(throws: CSVError(line: 1, reason: .rowTooLong)) { try rows.next(isLast: false) }
    }
}
