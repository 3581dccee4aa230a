import TelepoolSQL

extension Schema {
    /// The audit log: for each account, and for the installation as account -1, a chain of events that nobody changes.
    static let m0012AuditEvents = Migration("0012 audit events") { dialect in
        [
            """
            CREATE TABLE audit_events (
                account_id \(dialect.integer) NOT NULL,
                sequence \(dialect.integer) NOT NULL CHECK (sequence > 0),
                at \(dialect.integer) NOT NULL,
                user_id \(dialect.text) NOT NULL,
                credential \(dialect.text) NOT NULL,
                face \(dialect.text) NOT NULL,
                operation \(dialect.text) NOT NULL,
                request_id \(dialect.text) NOT NULL,
                remote_address \(dialect.text) NOT NULL,
                request \(dialect.text) NOT NULL,
                outcome \(dialect.text) NOT NULL,
                occurrences \(dialect.integer) NOT NULL CHECK (occurrences > 0),
                changes \(dialect.text) NOT NULL,
                omitted \(dialect.integer) NOT NULL CHECK (omitted >= 0),
                hash \(dialect.bytes) NOT NULL,
                PRIMARY KEY (account_id, sequence)
            )\(dialect.tableOptions)
            """
        ] + dialect.appendOnly("audit_events")
    }
}
