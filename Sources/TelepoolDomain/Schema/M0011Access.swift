import TelepoolSQL

extension Schema {
    /// What accounts may have, who may call at present, and what keys are limited to.
    static let m0011Access = Migration("0011 access") { dialect in
        [
            "ALTER TABLE accounts ADD COLUMN is_enabled \(dialect.integer) NOT NULL DEFAULT 1",
            "ALTER TABLE accounts ADD COLUMN max_number_pools \(dialect.integer)",
            "ALTER TABLE accounts ADD COLUMN max_numbers \(dialect.integer)",
            "ALTER TABLE accounts ADD COLUMN max_sim_pools \(dialect.integer)",
            "ALTER TABLE accounts ADD COLUMN max_sim_cards \(dialect.integer)",
            "ALTER TABLE accounts ADD COLUMN max_requests_per_second \(dialect.integer)",
            "ALTER TABLE accounts ADD COLUMN max_records_per_second \(dialect.integer)",
            "ALTER TABLE users ADD COLUMN is_enabled \(dialect.integer) NOT NULL DEFAULT 1",
            "ALTER TABLE access_keys ADD COLUMN is_enabled \(dialect.integer) NOT NULL DEFAULT 1",
            // Lists, with blanks between; empty for no limit.
            "ALTER TABLE access_keys ADD COLUMN actions \(dialect.text) NOT NULL DEFAULT ''",
            "ALTER TABLE access_keys ADD COLUMN pools \(dialect.text) NOT NULL DEFAULT ''",
            "ALTER TABLE access_keys ADD COLUMN addresses \(dialect.text) NOT NULL DEFAULT ''",
            "ALTER TABLE access_keys ADD COLUMN expires_at \(dialect.integer)",
            // The digest of the session token of a temporary key.
            "ALTER TABLE access_keys ADD COLUMN session_digest \(dialect.bytes)",
            "CREATE INDEX access_keys_by_account ON access_keys (account_id, id)",
            """
            CREATE INDEX access_keys_by_expiry ON access_keys (expires_at)
            WHERE session_digest IS NOT NULL
            """,
        ]
    }
}
