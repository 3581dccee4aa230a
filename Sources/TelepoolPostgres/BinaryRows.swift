import TelepoolSQL

/// Rows as `COPY` sends and takes them in binary (PostgreSQL's manual, "COPY", "Binary Format"): each begins with the
/// number of its columns, and each value with its length.
struct BinaryRows {
    /// What stands before the first row: a signature, no flags, nothing more.
    static let header = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + [UInt8](repeating: 0, count: 8)
    /// What stands behind the last row.
    static let trailer: [UInt8] = [0xFF, 0xFF]

    /// The rows one after another.
    private(set) var bytes: [UInt8] = []

    /// Appends a row of a table, with all of its columns.
    ///
    /// - Returns: where it lies in ``bytes``.
    /// - Throws: ``UnstorableText``.
    @discardableResult
    mutating func append(_ row: any SQLRow, of table: SQLTable) throws(UnstorableText) -> Range<Int> {
        let start = bytes.count
        append(Int16(table.columns.count))
        for (index, column) in table.columns.enumerated() {
            if row.isNull(index) {
                append(Int32(-1))
            } else if column.type == .integer {
                append(Int32(8))
                append(row.integer(index))
            } else {
                // The bytes of a text, as they are stored, whatever they are.
                let value = row.bytes(index)
                if column.type == .text, !Self.isStorable(value) { throw UnstorableText(row, index, table) }
                append(Int32(value.count))
                bytes += value
            }
        }
        return start..<bytes.count
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func append(_ integer: some FixedWidthInteger) {
        withUnsafeBytes(of: integer.bigEndian) { bytes += $0 }
    }

    /// Whether PostgreSQL takes the bytes for a text: UTF-8 without NUL.
    private static func isStorable(_ text: [UInt8]) -> Bool {
        var union: UInt8 = 0
        for byte in text {
            guard byte != 0 else { return false }
            union |= byte
        }
        return union < 0x80 || String(validating: text, as: UTF8.self) != nil
    }
}

/// A text that PostgreSQL cannot store, and SQLite can.
package struct UnstorableText: Error, CustomStringConvertible {
    package let description: String

    fileprivate init(_ row: any SQLRow, _ index: Int, _ table: SQLTable) {
        let key = table.primaryKey.map { name in
            guard let index = table.columns.firstIndex(where: { $0.name == name }) else { return name }
            return switch table.columns[index].type {
            case .integer: "\(name) = \(row.integer(index))"
            case .text: "\(name) = '\(row.text(index).replacing("\0", with: "␀"))'"
            case .bytes:
                "\(name) = x'\(row.bytes(index).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())'"
            }
        }
        description = """
            PostgreSQL cannot store the text in the column \(table.columns[index].name) of \(table.name) where \
            \(key.joined(separator: " and ")): it contains a NUL character or is no UTF-8. Change it first.
            """
    }
}
