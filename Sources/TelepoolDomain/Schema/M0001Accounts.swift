import TelepoolSQL

extension Schema {
    /// Accounts, who calls on their behalf, and the answers that are kept for repeated calls.
    static let m0001Accounts = Migration("0001 accounts") { dialect in
        [
            """
            CREATE TABLE settings (
                name \(dialect.text) NOT NULL PRIMARY KEY,
                value \(dialect.bytes) NOT NULL
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE accounts (
                id \(dialect.integer) NOT NULL PRIMARY KEY,
                domain_id \(dialect.text) NOT NULL UNIQUE,
                name \(dialect.text) NOT NULL UNIQUE,
                created_at \(dialect.integer) NOT NULL
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE projects (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                id \(dialect.text) NOT NULL,
                name \(dialect.text) NOT NULL,
                PRIMARY KEY (account_id, id),
                UNIQUE (account_id, name)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE users (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                id \(dialect.text) NOT NULL,
                name \(dialect.text) NOT NULL,
                role \(dialect.text) NOT NULL CHECK (role IN ('administrator', 'manager', 'metering', 'reader')),
                password_hash \(dialect.text),
                created_at \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, id),
                UNIQUE (account_id, name),
                UNIQUE (id)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE access_keys (
                id \(dialect.text) NOT NULL PRIMARY KEY,
                account_id \(dialect.integer) NOT NULL,
                user_id \(dialect.text) NOT NULL,
                sealed_secret \(dialect.bytes) NOT NULL,
                created_at \(dialect.integer) NOT NULL,
                FOREIGN KEY (account_id, user_id) REFERENCES users (account_id, id)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX access_keys_by_user ON access_keys (account_id, user_id)",
            """
            CREATE TABLE tokens (
                digest \(dialect.bytes) NOT NULL PRIMARY KEY,
                account_id \(dialect.integer) NOT NULL,
                user_id \(dialect.text) NOT NULL,
                project_id \(dialect.text),
                issued_at \(dialect.integer) NOT NULL,
                expires_at \(dialect.integer) NOT NULL,
                FOREIGN KEY (account_id, user_id) REFERENCES users (account_id, id)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX tokens_by_user ON tokens (account_id, user_id)",
            "CREATE INDEX tokens_by_expiry ON tokens (expires_at)",
            """
            CREATE TABLE idempotent_answers (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                key \(dialect.text) NOT NULL,
                fingerprint \(dialect.bytes) NOT NULL,
                body \(dialect.bytes) NOT NULL,
                expires_at \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, key)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX idempotent_answers_by_expiry ON idempotent_answers (expires_at)",
        ]
    }
}
