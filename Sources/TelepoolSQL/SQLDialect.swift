/// The handful of things that the databases spell differently.
package struct SQLDialect: Sendable {
    /// The type of a 64-bit integer.
    package var integer: SQLStatement
    /// The type of a text, compared byte by byte.
    package var text: SQLStatement
    /// The type of a string of bytes.
    package var bytes: SQLStatement
    /// What follows the columns of a table: types enforced, rows kept in the order of the primary key.
    package var tableOptions: SQLStatement
    /// Whether a text contains another, letter by letter.
    package var contains: @Sendable (_ column: SQLStatement, _ part: String) -> SQLStatement
    /// Tells the planner what to expect of indexes, where it would have to guess otherwise; nothing where it finds out by
    /// itself.
    package var shapes: @Sendable (_ indexes: [SQLIndexShape]) -> [SQLStatement]
    /// Makes the database refuse to change or delete the rows of a table.
    package var appendOnly: @Sendable (_ table: String) -> [SQLStatement]

    package init(
        integer: SQLStatement, text: SQLStatement, bytes: SQLStatement, tableOptions: SQLStatement,
        contains: @escaping @Sendable (SQLStatement, String) -> SQLStatement,
        shapes: @escaping @Sendable ([SQLIndexShape]) -> [SQLStatement] = { _ in [] },
        appendOnly: @escaping @Sendable (String) -> [SQLStatement]
    ) {
        self.integer = integer
        self.text = text
        self.bytes = bytes
        self.tableOptions = tableOptions
        self.contains = contains
        self.shapes = shapes
        self.appendOnly = appendOnly
    }
}

/// How many rows of an index share the values of its columns, by order of magnitude.
package struct SQLIndexShape: Sendable, Equatable {
    package var table: String
    /// The name of the index; that of the table for its primary key.
    package var index: String
    /// How many rows there are, then how many share the first column, the first two, and so on.
    package var rows: [Int64]

    package init(_ table: String, _ index: String? = nil, _ rows: Int64...) {
        self.table = table
        self.index = index ?? table
        self.rows = rows
    }
}
