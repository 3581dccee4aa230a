/// The handful of things that the databases spell differently.
package struct SQLDialect: Sendable {
    /// The type of a 64-bit integer.
    package var integer: SQLStatement
    /// The type of a string of bytes.
    package var bytes: SQLStatement
    /// What follows the columns of a table: types enforced, rows kept in the order of the primary key.
    package var tableOptions: SQLStatement
    /// Whether a text contains another, letter by letter.
    package var contains: @Sendable (_ column: SQLStatement, _ part: String) -> SQLStatement

    package init(
        integer: SQLStatement, bytes: SQLStatement, tableOptions: SQLStatement,
        contains: @escaping @Sendable (SQLStatement, String) -> SQLStatement
    ) {
        self.integer = integer
        self.bytes = bytes
        self.tableOptions = tableOptions
        self.contains = contains
    }
}
