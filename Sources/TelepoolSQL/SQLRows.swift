/// Rows of values that one statement is to be carried out for.
package struct SQLRows: Sendable {
    package enum ColumnType: Sendable {
        case integer
        case text
    }

    package let types: [ColumnType]
    /// Row after row.
    private var values: [SQLValue] = []

    package init(_ types: ColumnType..., capacity: Int = 0) {
        self.types = types
        values.reserveCapacity(capacity * types.count)
    }

    package var count: Int { values.count / types.count }

    package var isEmpty: Bool { values.isEmpty }

    /// The values of a row.
    package subscript(row: Int) -> ArraySlice<SQLValue> {
        values[row * types.count..<(row + 1) * types.count]
    }

    /// Adds a row, which has a value for each column.
    package mutating func append(_ row: SQLValue...) {
        precondition(row.count == types.count, "a row has a value for each column")
        values += row
    }
}
