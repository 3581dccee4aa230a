/// A table as it is read from one database and written into another.
package struct SQLTable: Sendable, Equatable {
    /// What the values of a column are, unless they are null.
    package enum ValueType: Sendable {
        case integer, text, bytes
    }

    package struct Column: Sendable, Equatable {
        package var name: String
        package var type: ValueType

        package init(_ name: String, _ type: ValueType) {
            self.name = name
            self.type = type
        }
    }

    package var name: String
    package var columns: [Column]
    /// The names of the columns of the primary key, in its order.
    package var primaryKey: [String]

    package init(_ name: String, columns: [Column], primaryKey: [String]) {
        self.name = name
        self.columns = columns
        self.primaryKey = primaryKey
    }

    /// Answers all rows with all columns, in the order of the primary key, which is the same in both databases.
    package var selection: String {
        "SELECT \(columnList) FROM \(quotedName) ORDER BY \(Self.list(primaryKey))"
    }

    /// The name as statements take it.
    package var quotedName: String { Self.list([name]) }

    /// The names of the columns as statements take them.
    package var columnList: String { Self.list(columns.map(\.name)) }

    private static func list(_ names: [String]) -> String {
        names.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ", ")
    }
}
