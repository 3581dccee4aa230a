/// The text of one SQL statement and the values bound to it.
///
/// Written as a string whose interpolations bind and never paste:
///
/// ```swift
/// try transaction.execute("UPDATE number_pools SET name = \(name) WHERE account_id = \(account)")
/// ```
package struct SQLStatement: Sendable, ExpressibleByStringInterpolation {
    /// The text, with a `?` for each value.
    package private(set) var text: String
    /// The values, in the order of their `?`.
    package private(set) var values: [SQLValue]

    package init(stringLiteral text: String) {
        self.text = text
        values = []
    }

    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    /// The same text with values for each `?` in it, for what is done many times in a row: to bind a value costs less than
    /// to write its statement again.
    package func binding(_ values: [SQLValue]) -> SQLStatement {
        var statement = self
        statement.values = values
        return statement
    }

    /// Continues the statement with a further piece of text and its values.
    package static func += (statement: inout SQLStatement, piece: SQLStatement) {
        statement.text += piece.text
        statement.values += piece.values
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var values: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        /// Binds a value.
        package mutating func appendInterpolation(_ value: some SQLValueConvertible) {
            text += "?"
            values.append(value.sqlValue)
        }

        /// Binds a value, or null.
        package mutating func appendInterpolation<Value: SQLValueConvertible>(_ value: Value?) {
            text += "?"
            values.append(value?.sqlValue ?? .null)
        }

        /// Inserts a piece of SQL together with its own values.
        package mutating func appendInterpolation(_ piece: SQLStatement) {
            text += piece.text
            values += piece.values
        }

        /// Binds a list of values, for `IN (…)`; nothing is in a list without any.
        package mutating func appendInterpolation(_ list: [some SQLValueConvertible]) {
            if list.isEmpty { text += "NULL" }
            for (index, value) in list.enumerated() {
                if index > 0 { text += ", " }
                appendInterpolation(value)
            }
        }
    }
}
