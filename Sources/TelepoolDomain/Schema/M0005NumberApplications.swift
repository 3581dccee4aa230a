import TelepoolSQL

extension Schema {
    /// Applications for numbers, with what is asked for in each city.
    static let m0005NumberApplications = Migration("0005 number applications") { dialect in
        [
            """
            CREATE TABLE number_applications (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                id \(dialect.integer) NOT NULL,
                bill_id \(dialect.text) NOT NULL,
                number_pool_no \(dialect.text) NOT NULL,
                status \(dialect.integer) NOT NULL CHECK (status IN (1, 2, 3, 4, 5)),
                sub_service_type \(dialect.integer) NOT NULL,
                number_type \(dialect.integer) NOT NULL CHECK (number_type IN (0, 1)),
                purpose \(dialect.text) NOT NULL,
                qualification_no \(dialect.text) NOT NULL,
                remark \(dialect.text) NOT NULL,
                notes \(dialect.text) NOT NULL,
                applied_at \(dialect.integer) NOT NULL,
                updated_at \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, id),
                UNIQUE (account_id, bill_id)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX number_applications_by_time ON number_applications (account_id, applied_at DESC, id DESC)",
            """
            CREATE TABLE number_application_cities (
                account_id \(dialect.integer) NOT NULL,
                application_id \(dialect.integer) NOT NULL,
                city_code \(dialect.text) NOT NULL,
                applied \(dialect.integer) NOT NULL CHECK (applied > 0),
                imported \(dialect.integer) NOT NULL CHECK (imported >= 0),
                PRIMARY KEY (account_id, application_id, city_code),
                FOREIGN KEY (account_id, application_id) REFERENCES number_applications (account_id, id)
            )\(dialect.tableOptions)
            """,
        ]
    }
}
