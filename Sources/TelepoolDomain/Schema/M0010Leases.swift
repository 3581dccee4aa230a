import TelepoolSQL

extension Schema {
    /// What only one of the nodes that share a database may have or do at once.
    static let m0010Leases = Migration("0010 leases") { dialect in
        [
            """
            CREATE TABLE leases (
                name \(dialect.text) NOT NULL PRIMARY KEY,
                holder \(dialect.text) NOT NULL,
                expires_at \(dialect.integer) NOT NULL
            )\(dialect.tableOptions)
            """
        ]
    }
}
