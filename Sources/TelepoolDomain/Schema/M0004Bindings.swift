import TelepoolSQL

extension Schema {
    /// Bindings, who takes part in them on which number, and on how many numbers of a pool somebody does.
    static let m0004Bindings = Migration("0004 bindings") { dialect in
        [
            """
            CREATE INDEX numbers_by_city
            ON numbers (account_id, number_pool_no, status, city_code, bind_count, number)
            """,
            "CREATE INDEX numbers_by_lot ON numbers (account_id, number_pool_no, status, lot)",
            """
            CREATE TABLE bindings (
                sub_id \(dialect.text) NOT NULL PRIMARY KEY,
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                kind \(dialect.integer) NOT NULL CHECK (kind IN (1, 2, 3, 4, 5)),
                number_pool_no \(dialect.text) NOT NULL,
                phone_a \(dialect.text) NOT NULL,
                phone_b \(dialect.text),
                phone_x \(dialect.text) NOT NULL,
                phone_e \(dialect.text),
                parent_sub_id \(dialect.text),
                is_live \(dialect.integer) NOT NULL CHECK (is_live IN (0, 1)),
                enabled_at \(dialect.integer) NOT NULL,
                expires_at \(dialect.integer) NOT NULL,
                ended_at \(dialect.integer),
                audio_record_flag \(dialect.integer) NOT NULL,
                call_display_type \(dialect.integer) NOT NULL,
                user_data \(dialect.text) NOT NULL,
                out_id \(dialect.text) NOT NULL,
                FOREIGN KEY (parent_sub_id) REFERENCES bindings (sub_id)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX bindings_by_expiry ON bindings (expires_at) WHERE is_live = 1",
            "CREATE INDEX bindings_by_account_expiry ON bindings (account_id, expires_at) WHERE is_live = 1",
            "CREATE INDEX bindings_due_by_x ON bindings (account_id, phone_x, expires_at) WHERE is_live = 1",
            "CREATE INDEX bindings_by_account ON bindings (account_id, enabled_at, sub_id)",
            "CREATE INDEX bindings_by_pool ON bindings (account_id, number_pool_no, enabled_at, sub_id)",
            "CREATE INDEX bindings_by_a ON bindings (account_id, phone_a, enabled_at, sub_id)",
            """
            CREATE INDEX bindings_by_b ON bindings (account_id, phone_b, enabled_at, sub_id)
            WHERE phone_b IS NOT NULL
            """,
            "CREATE INDEX bindings_by_x ON bindings (account_id, phone_x, enabled_at, sub_id)",
            "CREATE INDEX bindings_by_out_id ON bindings (account_id, out_id, enabled_at, sub_id) WHERE out_id <> ''",
            "CREATE INDEX bindings_by_parent ON bindings (parent_sub_id) WHERE parent_sub_id IS NOT NULL",
            """
            CREATE TABLE binding_parties (
                account_id \(dialect.integer) NOT NULL,
                phone_x \(dialect.text) NOT NULL,
                party \(dialect.text) NOT NULL,
                sub_id \(dialect.text) NOT NULL,
                PRIMARY KEY (account_id, phone_x, party),
                FOREIGN KEY (sub_id) REFERENCES bindings (sub_id)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX binding_parties_by_binding ON binding_parties (sub_id)",
            """
            CREATE TABLE binding_party_totals (
                account_id \(dialect.integer) NOT NULL,
                number_pool_no \(dialect.text) NOT NULL,
                party \(dialect.text) NOT NULL,
                city_code \(dialect.text) NOT NULL,
                numbers \(dialect.integer) NOT NULL CHECK (numbers >= 0),
                PRIMARY KEY (account_id, number_pool_no, party, city_code),
                FOREIGN KEY (account_id, number_pool_no) REFERENCES number_pools (account_id, number_pool_no)
            )\(dialect.tableOptions)
            """,
        ]
    }
}
