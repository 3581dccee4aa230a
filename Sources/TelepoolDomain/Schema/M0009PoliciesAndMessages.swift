import TelepoolSQL

extension Schema {
    /// Network switch policies; short messages, what they say, and which of them have still to be sent.
    static let m0009PoliciesAndMessages = Migration("0009 policies and messages") { dialect in
        [
            """
            CREATE TABLE network_switch_policies (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                id \(dialect.integer) NOT NULL,
                name \(dialect.text) NOT NULL,
                version \(dialect.integer) NOT NULL CHECK (version IN (1, 2)),
                preferred_carrier \(dialect.integer) CHECK (preferred_carrier IN (1, 2, 3, 4)),
                least_preferred_carrier \(dialect.integer) CHECK (least_preferred_carrier IN (1, 2, 3)),
                optimal_signal \(dialect.integer) NOT NULL CHECK (optimal_signal IN (0, 1)),
                auto_switch \(dialect.integer) NOT NULL CHECK (auto_switch IN (0, 1)),
                weak_signal_switch \(dialect.integer) NOT NULL CHECK (weak_signal_switch IN (0, 1)),
                connect_ip \(dialect.text),
                switch_order \(dialect.text),
                blacklist \(dialect.integer) NOT NULL CHECK (blacklist IN (0, 1, 2, 3)),
                is_used \(dialect.integer) NOT NULL CHECK (is_used IN (0, 1)),
                created_at \(dialect.integer) NOT NULL,
                modified_at \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, id),
                UNIQUE (account_id, name)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE sms_totals (
                account_id \(dialect.integer) NOT NULL PRIMARY KEY REFERENCES accounts (id),
                messages \(dialect.integer) NOT NULL CHECK (messages > 0),
                last_sent_at \(dialect.integer) NOT NULL
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE sms_sends (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                id \(dialect.integer) NOT NULL,
                content \(dialect.text) NOT NULL,
                PRIMARY KEY (account_id, id)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE sms_messages (
                account_id \(dialect.integer) NOT NULL,
                id \(dialect.integer) NOT NULL,
                send_id \(dialect.integer) NOT NULL,
                sim_card_id \(dialect.integer) NOT NULL,
                msisdn \(dialect.text) NOT NULL,
                status \(dialect.integer) NOT NULL CHECK (status IN (1, 2, 3)),
                sent_at \(dialect.integer) NOT NULL,
                received_at \(dialect.integer),
                PRIMARY KEY (account_id, id),
                FOREIGN KEY (account_id, send_id) REFERENCES sms_sends (account_id, id),
                FOREIGN KEY (account_id, sim_card_id) REFERENCES sim_cards (account_id, id)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX sms_messages_by_time ON sms_messages (account_id, sent_at, id)",
            "CREATE INDEX sms_messages_by_card ON sms_messages (account_id, sim_card_id, id)",
            """
            CREATE TABLE sms_outbox (
                account_id \(dialect.integer) NOT NULL,
                message_id \(dialect.integer) NOT NULL,
                leased_until \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, message_id),
                FOREIGN KEY (account_id, message_id) REFERENCES sms_messages (account_id, id)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX sms_outbox_by_lease ON sms_outbox (account_id, leased_until, message_id)",
        ]
    }
}
