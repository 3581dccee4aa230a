import TelepoolSQL

extension SQLRows {
    /// A query that answers the rows: a single statement, however many there are, whose values are its columns.
    var query: SQLStatement {
        var query: SQLStatement = "SELECT * FROM unnest("
        for (column, type) in types.enumerated() {
            if column > 0 { query += ", " }
            let array = array(column)
            query += type == .integer ? "CAST(\(array) AS bigint[])" : "CAST(\(array) AS text[])"
        }
        query += ") AS rows ("
        query += SQLStatement(stringLiteral: types.indices.map { "column\($0 + 1)" }.joined(separator: ", "))
        query += ")"
        return query
    }

    /// A column in the form of PostgreSQL's arrays (its manual, 8.15.2).
    private func array(_ column: Int) -> String {
        var text = "{"
        for row in 0..<count {
            if row > 0 { text += "," }
            let value = self[row][self[row].startIndex + column]
            switch value {
            case .null: text += "NULL"
            case .integer: text += value.text
            case .text, .bytes:
                text += "\""
                // Scalar by scalar: to Swift, a quote and an accent behind it are one character that is no quote.
                for scalar in value.text.unicodeScalars {
                    if scalar == "\\" || scalar == "\"" { text.unicodeScalars.append("\\") }
                    text.unicodeScalars.append(scalar)
                }
                text += "\""
            }
        }
        return text + "}"
    }
}

extension SQLValue {
    /// The value as PostgreSQL writes it; bytes are not put into rows.
    var text: String {
        switch self {
        case .null, .bytes: ""
        case .integer(let integer): String(integer)
        case .text(let text): text
        }
    }
}
