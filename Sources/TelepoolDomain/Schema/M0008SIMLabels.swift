import TelepoolSQL

extension Schema {
    /// Tags and custom attributes of SIM cards. A tag knows how many cards have it, an attribute which of the six places
    /// of a card's values is its own.
    static let m0008SIMLabels = Migration("0008 SIM labels") { dialect in
        [
            """
            CREATE TABLE sim_tags (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                id \(dialect.integer) NOT NULL,
                name \(dialect.text) NOT NULL,
                cards \(dialect.integer) NOT NULL CHECK (cards >= 0),
                created_at \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, id),
                UNIQUE (account_id, name)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE sim_card_tags (
                account_id \(dialect.integer) NOT NULL,
                tag_id \(dialect.integer) NOT NULL,
                sim_card_id \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, tag_id, sim_card_id),
                FOREIGN KEY (account_id, tag_id) REFERENCES sim_tags (account_id, id),
                FOREIGN KEY (account_id, sim_card_id) REFERENCES sim_cards (account_id, id)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX sim_card_tags_by_card ON sim_card_tags (account_id, sim_card_id, tag_id)",
            """
            CREATE TABLE sim_attributes (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                id \(dialect.integer) NOT NULL,
                slot \(dialect.integer) NOT NULL CHECK (slot BETWEEN 1 AND 6),
                name \(dialect.text) NOT NULL,
                is_enabled \(dialect.integer) NOT NULL CHECK (is_enabled IN (0, 1)),
                created_at \(dialect.integer) NOT NULL,
                modified_at \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, id),
                UNIQUE (account_id, slot),
                UNIQUE (account_id, name)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE sim_card_attributes (
                account_id \(dialect.integer) NOT NULL,
                sim_card_id \(dialect.integer) NOT NULL,
                slot \(dialect.integer) NOT NULL,
                value \(dialect.text) NOT NULL CHECK (value <> ''),
                PRIMARY KEY (account_id, sim_card_id, slot),
                FOREIGN KEY (account_id, sim_card_id) REFERENCES sim_cards (account_id, id),
                FOREIGN KEY (account_id, slot) REFERENCES sim_attributes (account_id, slot)
            )\(dialect.tableOptions)
            """,
            """
            CREATE INDEX sim_card_attributes_by_value ON sim_card_attributes (account_id, slot, value, sim_card_id)
            """,
        ]
    }
}
