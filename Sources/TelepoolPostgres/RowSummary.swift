import Crypto

/// How many rows there are, and a checksum of them in their order.
package struct RowSummary {
    /// How many rows there are.
    package private(set) var count = 0
    private var hash = SHA256()

    mutating func add(_ row: UnsafeRawBufferPointer) {
        count += 1
        hash.update(bufferPointer: row)
    }

    /// Adds the rows of a piece of what `COPY` sends, each whole, where there are any.
    mutating func add(copied piece: UnsafeRawBufferPointer) {
        var rest = piece[...]
        // The header comes alone or before the first row.
        if rest.starts(with: BinaryRows.header) { rest = rest.dropFirst(BinaryRows.header.count) }
        guard !rest.elementsEqual(BinaryRows.trailer), !rest.isEmpty else { return }
        add(UnsafeRawBufferPointer(rebasing: rest))
    }

    /// SHA-256 of the rows as `COPY` writes them in binary, in hexadecimal.
    package var checksum: String {
        hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}

extension RowSummary: Equatable {
    package static func == (left: RowSummary, right: RowSummary) -> Bool {
        left.count == right.count && left.hash.finalize() == right.hash.finalize()
    }
}

extension RowSummary: CustomStringConvertible {
    package var description: String { "\(count) rows, SHA-256 \(checksum)" }
}
