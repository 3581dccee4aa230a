/// A row of a result, read by position.
///
/// It is valid only while the closure runs that it was handed to. Reading a column as a type it does not have is a
/// mistake in the program.
package protocol SQLRow {
    /// Whether the column holds no value.
    func isNull(_ column: Int) -> Bool
    /// The integer in the column; 0 where it is null.
    func integer(_ column: Int) -> Int64
    /// The text in the column; empty where it is null.
    func text(_ column: Int) -> String
    /// The bytes in the column; none where it is null.
    func bytes(_ column: Int) -> [UInt8]
}

extension SQLRow {
    /// The integer in the column, or `nil`.
    package func optionalInteger(_ column: Int) -> Int64? {
        isNull(column) ? nil : integer(column)
    }

    /// The text in the column, or `nil`.
    package func optionalText(_ column: Int) -> String? {
        isNull(column) ? nil : text(column)
    }
}
