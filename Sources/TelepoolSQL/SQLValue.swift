/// A value that both databases store alike.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
}

/// What can be bound to a statement.
package protocol SQLValueConvertible {
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLValueConvertible {
    package var sqlValue: SQLValue { self }
}

extension Optional where Wrapped: SQLValueConvertible {
    /// The value, or null.
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension Int64: SQLValueConvertible {
    package var sqlValue: SQLValue { .integer(self) }
}

extension Int: SQLValueConvertible {
    package var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension String: SQLValueConvertible {
    package var sqlValue: SQLValue { .text(self) }
}

extension [UInt8]: SQLValueConvertible {
    package var sqlValue: SQLValue { .bytes(self) }
}
