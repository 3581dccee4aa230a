import TelepoolSQL

/// A key that requests are signed with.
package struct AccessKey: Sendable, Equatable {
    package var id: String
    package var account: AccountID
    package var user: UserID
    /// The role of the key's user.
    package var role: Role
    /// The secret, sealed under the server's master key.
    package var sealedSecret: [UInt8]
}

/// The access keys of all accounts: a key is looked up before it is known whose it is.
package struct AccessKeys {
    let scope: SystemScope

    package func find(id: String) throws -> AccessKey? {
        try scope.transaction.first(
            """
            SELECT k.id, k.account_id, k.user_id, u.role, k.sealed_secret FROM access_keys k
            JOIN users u ON u.account_id = k.account_id AND u.id = k.user_id
            WHERE k.id = \(id)
            """
        ) {
            AccessKey(
                id: $0.text(0), account: AccountID($0.integer(1)), user: UserID($0.text(2)),
                role: Role(stored: $0.text(3)), sealedSecret: $0.bytes(4))
        }
    }

    /// The ids of a user's keys, oldest first.
    package func ids(of user: UserID, in account: AccountID) throws -> [String] {
        try scope.transaction.rows(
            "SELECT id FROM access_keys WHERE account_id = \(account) AND user_id = \(user) ORDER BY created_at, id"
        ) { $0.text(0) }
    }

    package func create(id: String, sealedSecret: [UInt8], for user: UserID, in account: AccountID) throws {
        try scope.transaction.execute(
            """
            INSERT INTO access_keys (id, account_id, user_id, sealed_secret, created_at)
            VALUES (\(id), \(account), \(user), \(sealedSecret), \(scope.now))
            """)
    }

    package func setSealedSecret(_ sealedSecret: [UInt8], of id: String) throws {
        try scope.transaction.execute("UPDATE access_keys SET sealed_secret = \(sealedSecret) WHERE id = \(id)")
    }

    package func delete(id: String) throws {
        try scope.transaction.execute("DELETE FROM access_keys WHERE id = \(id)")
    }
}
