import TelepoolSQL

/// The statements that one connection has prepared, under the names that it knows them by.
///
/// PostgreSQL wants to know the type of each value, so the same text is another statement where a value is null.
struct PreparedStatements {
    struct Key: Hashable {
        var text: String
        var types: [UInt32]

        init(_ statement: SQLStatement) {
            text = statement.text
            types = statement.values.map(\.postgresType)
        }
    }

    /// More than the program has, were it not for lists of different lengths in some.
    private static let capacity = 1000

    private var names: [Key: String] = [:]
    private var count = 0

    func name(_ key: Key) -> String? {
        names[key]
    }

    /// A name for a statement that is about to be prepared.
    mutating func makeName() -> String {
        count += 1
        return "s\(count)"
    }

    mutating func remember(_ key: Key, as name: String) {
        names[key] = name
    }

    /// A statement to be forgotten, where there are too many.
    mutating func superfluous() -> String? {
        guard names.count > Self.capacity, let any = names.first else { return nil }
        names[any.key] = nil
        return any.value
    }
}

extension SQLValue {
    /// The type's number in every PostgreSQL (`pg_type.dat`); 0 leaves it to the server.
    var postgresType: UInt32 {
        switch self {
        case .null: 0
        case .integer: 20
        case .text: 25
        case .bytes: 17
        }
    }
}

extension SQLStatement {
    /// The text with `$1`, `$2` … for its values.
    var numberedText: String {
        var numbered = ""
        numbered.reserveCapacity(text.utf8.count + values.count * 2)
        var count = 0
        for piece in text.split(separator: "?", omittingEmptySubsequences: false) {
            if count > 0 { numbered += "$\(count)" }
            numbered += piece
            count += 1
        }
        return numbered
    }
}
