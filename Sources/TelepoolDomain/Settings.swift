import TelepoolSQL

/// Values of the installation as a whole.
package struct Settings {
    /// The setting that holds the id of the user who was there first.
    package static let rootUser = "root_user"

    let scope: SystemScope

    package subscript(name: String) -> [UInt8]? {
        get throws {
            try scope.transaction.first("SELECT value FROM settings WHERE name = \(name)") { $0.bytes(0) }
        }
    }

    package func set(_ name: String, to value: [UInt8]) throws {
        try scope.transaction.execute(
            """
            INSERT INTO settings (name, value) VALUES (\(name), \(value))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
    }
}
