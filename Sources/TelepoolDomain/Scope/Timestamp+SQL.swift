package import TelepoolSQL
package import TelepoolTime

extension Timestamp: SQLValueConvertible {
    package var sqlValue: SQLValue { .integer(milliseconds) }
}

extension SQLRow {
    /// The instant in the column, or `nil`.
    func optionalTimestamp(_ column: Int) -> Timestamp? {
        optionalInteger(column).map(Timestamp.init(milliseconds:))
    }
}
