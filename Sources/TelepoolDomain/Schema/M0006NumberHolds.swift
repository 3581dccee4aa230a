import TelepoolSQL

extension Schema {
    /// Numbers that are kept from being drawn: reserved ones and ones that rest. The totals tell them apart from then on,
    /// and how many numbers are bound.
    static let m0006NumberHolds = Migration("0006 number holds") { dialect in
        [
            "ALTER TABLE number_pools ADD COLUMN quarantine_seconds \(dialect.integer) NOT NULL DEFAULT 0",
            "ALTER TABLE numbers ADD COLUMN held \(dialect.integer) NOT NULL DEFAULT 0 CHECK (held IN (0, 1, 2))",
            "ALTER TABLE numbers ADD COLUMN held_until \(dialect.integer)",
            "ALTER TABLE numbers ADD COLUMN reservation_id \(dialect.integer)",
            "ALTER TABLE numbers ADD COLUMN released_at \(dialect.integer)",
            "DROP INDEX numbers_by_city",
            "DROP INDEX numbers_by_lot",
            """
            CREATE INDEX numbers_by_city
            ON numbers (account_id, number_pool_no, status, held, city_code, bind_count, number)
            """,
            "CREATE INDEX numbers_by_lot ON numbers (account_id, number_pool_no, status, held, lot)",
            "CREATE INDEX numbers_by_hold ON numbers (held_until) WHERE held <> 0",
            "CREATE INDEX numbers_by_account_hold ON numbers (account_id, held_until) WHERE held <> 0",
            "CREATE INDEX numbers_by_reservation ON numbers (account_id, reservation_id, number) WHERE held = 1",
            "DROP TABLE number_totals",
            """
            CREATE TABLE number_totals (
                account_id \(dialect.integer) NOT NULL,
                number_pool_no \(dialect.text) NOT NULL,
                status \(dialect.integer) NOT NULL,
                held \(dialect.integer) NOT NULL,
                type \(dialect.integer) NOT NULL,
                city_code \(dialect.text) NOT NULL,
                numbers \(dialect.integer) NOT NULL CHECK (numbers >= 0),
                bound \(dialect.integer) NOT NULL CHECK (bound BETWEEN 0 AND numbers),
                PRIMARY KEY (account_id, number_pool_no, status, held, type, city_code),
                FOREIGN KEY (account_id, number_pool_no) REFERENCES number_pools (account_id, number_pool_no)
            )\(dialect.tableOptions)
            """,
            """
            INSERT INTO number_totals (account_id, number_pool_no, status, held, type, city_code, numbers, bound)
            SELECT account_id, number_pool_no, status, 0, type, city_code, count(*),
                   count(*) FILTER (WHERE bind_count > 0)
            FROM numbers GROUP BY account_id, number_pool_no, status, type, city_code
            """,
            """
            CREATE TABLE number_reservations (
                account_id \(dialect.integer) NOT NULL,
                id \(dialect.integer) NOT NULL,
                number_pool_no \(dialect.text) NOT NULL,
                purpose \(dialect.text) NOT NULL,
                created_at \(dialect.integer) NOT NULL,
                expires_at \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, id),
                FOREIGN KEY (account_id, number_pool_no) REFERENCES number_pools (account_id, number_pool_no)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX number_reservations_by_pool ON number_reservations (account_id, number_pool_no, id)",
            "CREATE INDEX number_reservations_by_expiry ON number_reservations (expires_at)",
            // Numbers that were given up while they rested.
            """
            CREATE TABLE number_rests (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                number \(dialect.text) NOT NULL,
                until \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, number)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX number_rests_by_end ON number_rests (until)",
        ]
    }
}
