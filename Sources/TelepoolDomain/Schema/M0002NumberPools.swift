import TelepoolSQL

extension Schema {
    /// Number pools, the numbers in them, and how many there are of each kind.
    static let m0002NumberPools = Migration("0002 number pools") { dialect in
        [
            """
            CREATE TABLE number_pools (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                number_pool_no \(dialect.text) NOT NULL,
                name \(dialect.text) NOT NULL,
                service_type \(dialect.integer) NOT NULL CHECK (service_type IN (100, 200)),
                sub_service_type \(dialect.integer) NOT NULL
                    CHECK (sub_service_type BETWEEN service_type + 1 AND service_type + 8),
                number_count \(dialect.integer) NOT NULL CHECK (number_count >= 0),
                created_at \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, number_pool_no)
            )\(dialect.tableOptions)
            """,
            """
            CREATE INDEX number_pools_by_creation
            ON number_pools (account_id, created_at DESC, number_pool_no DESC)
            """,
            """
            CREATE INDEX number_pools_by_service_type
            ON number_pools (account_id, service_type, created_at DESC, number_pool_no DESC)
            """,
            """
            CREATE INDEX number_pools_by_sub_service_type
            ON number_pools (account_id, sub_service_type, created_at DESC, number_pool_no DESC)
            """,
            """
            CREATE TABLE number_pool_totals (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                service_type \(dialect.integer) NOT NULL,
                sub_service_type \(dialect.integer) NOT NULL,
                pools \(dialect.integer) NOT NULL CHECK (pools >= 0),
                PRIMARY KEY (account_id, service_type, sub_service_type)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE numbers (
                number \(dialect.text) NOT NULL PRIMARY KEY,
                account_id \(dialect.integer) NOT NULL,
                number_pool_no \(dialect.text) NOT NULL,
                type \(dialect.integer) NOT NULL CHECK (type IN (0, 1)),
                status \(dialect.integer) NOT NULL CHECK (status IN (1, 2, 3, 4, 6)),
                city_code \(dialect.text) NOT NULL,
                qualification_no \(dialect.text) NOT NULL,
                purchased_at \(dialect.integer) NOT NULL,
                bind_count \(dialect.integer) NOT NULL CHECK (bind_count >= 0),
                lot \(dialect.integer) NOT NULL,
                created_at \(dialect.integer) NOT NULL,
                FOREIGN KEY (account_id, number_pool_no) REFERENCES number_pools (account_id, number_pool_no)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX numbers_by_pool ON numbers (account_id, number_pool_no, number)",
            """
            CREATE TABLE number_totals (
                account_id \(dialect.integer) NOT NULL,
                number_pool_no \(dialect.text) NOT NULL,
                status \(dialect.integer) NOT NULL,
                type \(dialect.integer) NOT NULL,
                city_code \(dialect.text) NOT NULL,
                numbers \(dialect.integer) NOT NULL CHECK (numbers >= 0),
                PRIMARY KEY (account_id, number_pool_no, status, type, city_code),
                FOREIGN KEY (account_id, number_pool_no) REFERENCES number_pools (account_id, number_pool_no)
            )\(dialect.tableOptions)
            """,
        ]
    }
}
