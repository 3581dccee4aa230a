import TelepoolSQL

extension Schema {
    /// SIM cards in full: what plans say, what cards can do, backward pools and add-ons, work orders, and usage by source,
    /// direction and day. A day is a number of days since 1970-01-01 in Beijing.
    static let m0007SIMCards = Migration("0007 SIM cards") { dialect in
        plans(dialect) + cards(dialect) + pools(dialect) + workOrders(dialect) + usage(dialect)
            + dialect.shapes(shapes)
    }

    /// An account has so many of everything that its number alone finds nothing. Orders are said to be many more than there
    /// are, so that the planner never reads them all to save looking up a few.
    private static let shapes: [SQLIndexShape] = [
        SQLIndexShape("orders", nil, 10_000_000, 5_000_000, 1),
        SQLIndexShape("orders", "orders_by_pool", 10_000_000, 5_000_000, 2, 1),
        SQLIndexShape("orders", "orders_by_plan", 10_000_000, 5_000_000, 50, 1),
        SQLIndexShape("sim_cards", nil, 1_000_000, 500_000, 1),
        SQLIndexShape("sim_cards", "sqlite_autoindex_sim_cards_2", 1_000_000, 500_000, 1),
        SQLIndexShape("sim_cards", "sim_cards_of_order", 1_000_000, 500_000, 100, 1),
        SQLIndexShape("sim_cards", "sim_cards_by_order", 1_000_000, 500_000, 100, 50, 50),
        SQLIndexShape("sim_cards", "sim_cards_by_imsi", 1_000_000, 500_000, 1),
        SQLIndexShape("sim_cards", "sim_cards_by_msisdn", 1_000_000, 500_000, 1),
        SQLIndexShape("sim_cards", "sim_cards_by_imei", 1_000_000, 500_000, 1),
        SQLIndexShape("sim_cards", "sim_cards_by_silence", 1_000_000, 2),
        SQLIndexShape("sim_card_cycles", nil, 10_000_000, 5_000_000, 10, 1),
        SQLIndexShape("sim_card_days", nil, 100_000_000, 50_000_000, 100, 1),
        SQLIndexShape("sim_card_totals", nil, 20_000, 10_000, 2, 1),
        SQLIndexShape("work_orders", nil, 1_000_000, 500_000, 1),
        SQLIndexShape("work_orders", "work_orders_by_type", 1_000_000, 500_000, 50_000, 1),
        SQLIndexShape("work_orders", "work_orders_by_status", 1_000_000, 500_000, 50_000, 1),
        SQLIndexShape("work_orders", "work_orders_due", 1000, 2),
        SQLIndexShape("work_order_details", nil, 1_000_000, 500_000, 1, 1),
        SQLIndexShape("work_order_details", "work_order_details_by_card", 1_000_000, 500_000, 2, 2, 1),
    ]

    private static func plans(_ dialect: SQLDialect) -> [SQLStatement] {
        [
            "ALTER TABLE accounts ADD COLUMN reviews_work_orders \(dialect.integer) NOT NULL DEFAULT 0",
            "ALTER TABLE price_plans ADD COLUMN description \(dialect.text) NOT NULL DEFAULT ''",
            "ALTER TABLE price_plans ADD COLUMN package_type \(dialect.integer) NOT NULL DEFAULT 1",
            "ALTER TABLE price_plans ADD COLUMN network_type \(dialect.integer) NOT NULL DEFAULT 1",
            "ALTER TABLE price_plans ADD COLUMN silent_period \(dialect.integer) NOT NULL DEFAULT 0",
            "ALTER TABLE price_plans ADD COLUMN silent_unit \(dialect.integer) NOT NULL DEFAULT 2",
            "ALTER TABLE price_plans ADD COLUMN auto_renew \(dialect.integer) NOT NULL DEFAULT 0",
            "ALTER TABLE price_plans ADD COLUMN price \(dialect.integer) NOT NULL DEFAULT 0",
            "ALTER TABLE orders ADD COLUMN pool_since \(dialect.integer)",
            """
            UPDATE orders SET pool_since =
            (SELECT first_cycle FROM sim_pools p WHERE p.account_id = orders.account_id AND p.id = orders.sim_pool_id)
            """,
            // Unique, as the primary key is in it: so the planner knows that its order is that of the orders.
            """
            CREATE UNIQUE INDEX orders_by_pool ON orders (account_id, sim_pool_id, id) WHERE sim_pool_id IS NOT NULL
            """,
            "CREATE INDEX orders_by_plan ON orders (account_id, price_plan_id, id)",
        ]
    }

    private static func cards(_ dialect: SQLDialect) -> [SQLStatement] {
        [
            "ALTER TABLE sim_cards ADD COLUMN stop_reason \(dialect.integer) NOT NULL DEFAULT -1",
            "ALTER TABLE sim_cards ADD COLUMN added_in \(dialect.integer) NOT NULL DEFAULT 0",
            "ALTER TABLE sim_cards ADD COLUMN silent_until \(dialect.integer)",
            "ALTER TABLE sim_cards ADD COLUMN limited_in \(dialect.integer)",
            "ALTER TABLE sim_cards ADD COLUMN limit_reason \(dialect.integer)",
            "ALTER TABLE sim_cards ADD COLUMN quota_mb \(dialect.integer) NOT NULL DEFAULT -1",
            "ALTER TABLE sim_cards ADD COLUMN imei \(dialect.text)",
            "ALTER TABLE sim_cards ADD COLUMN real_named \(dialect.integer) NOT NULL DEFAULT 0",
            "ALTER TABLE sim_cards ADD COLUMN cut_net \(dialect.integer) NOT NULL DEFAULT 0",
            "ALTER TABLE sim_cards ADD COLUMN speed_kbps \(dialect.integer) NOT NULL DEFAULT -1",
            "ALTER TABLE sim_cards ADD COLUMN rebound_in \(dialect.integer)",
            "ALTER TABLE sim_cards ADD COLUMN rebinds \(dialect.integer) NOT NULL DEFAULT 0",
            "UPDATE sim_cards SET stop_reason = 5 WHERE status = 14",
            "CREATE INDEX sim_cards_of_order ON sim_cards (account_id, order_id, id)",
            "CREATE INDEX sim_cards_by_imsi ON sim_cards (account_id, imsi) WHERE imsi IS NOT NULL",
            "CREATE INDEX sim_cards_by_msisdn ON sim_cards (account_id, msisdn) WHERE msisdn IS NOT NULL",
            "CREATE INDEX sim_cards_by_imei ON sim_cards (account_id, imei) WHERE imei IS NOT NULL",
            "CREATE INDEX sim_cards_by_silence ON sim_cards (silent_until) WHERE silent_until IS NOT NULL",
            """
            CREATE TABLE sim_card_totals (
                account_id \(dialect.integer) NOT NULL,
                order_id \(dialect.integer) NOT NULL,
                status \(dialect.integer) NOT NULL,
                cards \(dialect.integer) NOT NULL CHECK (cards >= 0),
                PRIMARY KEY (account_id, order_id, status),
                FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, id)
            )\(dialect.tableOptions)
            """,
            """
            INSERT INTO sim_card_totals (account_id, order_id, status, cards)
            SELECT account_id, order_id, status, count(*) FROM sim_cards GROUP BY account_id, order_id, status
            """,
            """
            CREATE TABLE sim_card_replacements (
                account_id \(dialect.integer) NOT NULL,
                iccid \(dialect.text) NOT NULL,
                sim_card_id \(dialect.integer) NOT NULL,
                replaced_at \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, iccid),
                FOREIGN KEY (account_id, sim_card_id) REFERENCES sim_cards (account_id, id)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE three_network_cards (
                account_id \(dialect.integer) NOT NULL,
                sim_card_id \(dialect.integer) NOT NULL,
                version \(dialect.integer) NOT NULL CHECK (version IN (1, 2)),
                online_carrier \(dialect.integer) NOT NULL CHECK (online_carrier IN (1, 2, 3)),
                iccid_mobile \(dialect.text) NOT NULL,
                iccid_unicom \(dialect.text) NOT NULL,
                iccid_telecom \(dialect.text) NOT NULL,
                policy_id \(dialect.integer),
                PRIMARY KEY (account_id, sim_card_id),
                FOREIGN KEY (account_id, sim_card_id) REFERENCES sim_cards (account_id, id)
            )\(dialect.tableOptions)
            """,
        ]
    }

    private static func pools(_ dialect: SQLDialect) -> [SQLStatement] {
        [
            // 1 forward, 2 backward
            "ALTER TABLE sim_pools ADD COLUMN kind \(dialect.integer) NOT NULL DEFAULT 1",
            // 1 suspend, 2 allow
            "ALTER TABLE sim_pools ADD COLUMN policy \(dialect.integer) NOT NULL DEFAULT 1",
            "ALTER TABLE sim_pools ADD COLUMN limited_in \(dialect.integer)",
            // Of a backward pool: 2 in use, -1 stopped, -2 discarded
            "ALTER TABLE sim_pools ADD COLUMN back_status \(dialect.integer) NOT NULL DEFAULT 2",
            "ALTER TABLE sim_pools ADD COLUMN status_at \(dialect.integer)",
            "CREATE INDEX sim_pools_by_last_cycle ON sim_pools (carrier, last_cycle)",
            "CREATE INDEX sim_pools_by_kind ON sim_pools (account_id, kind, id)",
            "ALTER TABLE sim_pool_cycles ADD COLUMN added_bytes \(dialect.integer) NOT NULL DEFAULT 0",
            "ALTER TABLE sim_pool_cycles ADD COLUMN checksum \(dialect.text)",
            """
            CREATE INDEX sim_pool_cycles_unsealed ON sim_pool_cycles (cycle, account_id, sim_pool_id)
            WHERE checksum IS NULL
            """,
            "ALTER TABLE sim_pool_totals RENAME TO sim_pool_totals_of_0003",
            """
            CREATE TABLE sim_pool_totals (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                kind \(dialect.integer) NOT NULL,
                carrier \(dialect.integer) NOT NULL,
                first_cycle \(dialect.integer) NOT NULL,
                status \(dialect.integer) NOT NULL,
                pools \(dialect.integer) NOT NULL CHECK (pools >= 0),
                PRIMARY KEY (account_id, kind, carrier, first_cycle, status)
            )\(dialect.tableOptions)
            """,
            """
            INSERT INTO sim_pool_totals (account_id, kind, carrier, first_cycle, status, pools)
            SELECT account_id, 1, carrier, first_cycle, status, pools FROM sim_pool_totals_of_0003
            """,
            "DROP TABLE sim_pool_totals_of_0003",
            """
            CREATE TABLE sim_pool_add_ons (
                account_id \(dialect.integer) NOT NULL,
                id \(dialect.integer) NOT NULL,
                sim_pool_id \(dialect.integer) NOT NULL,
                cycle \(dialect.integer) NOT NULL,
                bytes \(dialect.integer) NOT NULL CHECK (bytes > 0),
                created_at \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, id),
                FOREIGN KEY (account_id, sim_pool_id) REFERENCES sim_pools (account_id, id)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX sim_pool_add_ons_by_pool ON sim_pool_add_ons (account_id, sim_pool_id, id)",
        ]
    }

    private static func workOrders(_ dialect: SQLDialect) -> [SQLStatement] {
        [
            """
            CREATE TABLE work_orders (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                id \(dialect.integer) NOT NULL,
                type \(dialect.integer) NOT NULL CHECK (type BETWEEN 1 AND 99),
                sim_type \(dialect.integer) NOT NULL,
                source \(dialect.integer) NOT NULL CHECK (source BETWEEN 1 AND 8),
                status \(dialect.integer) NOT NULL CHECK (status BETWEEN 1 AND 7),
                detail \(dialect.text) NOT NULL,
                action \(dialect.text) NOT NULL,
                due_at \(dialect.integer) NOT NULL,
                created_at \(dialect.integer) NOT NULL,
                finished_at \(dialect.integer),
                fail_reason \(dialect.text) NOT NULL,
                PRIMARY KEY (account_id, id)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX work_orders_due ON work_orders (due_at) WHERE status = 3",
            "CREATE INDEX work_orders_by_type ON work_orders (account_id, type, id)",
            "CREATE INDEX work_orders_by_status ON work_orders (account_id, status, id)",
            """
            CREATE TABLE work_order_details (
                account_id \(dialect.integer) NOT NULL,
                work_order_id \(dialect.integer) NOT NULL,
                sim_card_id \(dialect.integer) NOT NULL,
                type \(dialect.integer) NOT NULL,
                status \(dialect.integer) NOT NULL CHECK (status IN (1, 2, 3)),
                cid \(dialect.text) NOT NULL,
                created_at \(dialect.integer) NOT NULL,
                finished_at \(dialect.integer),
                description \(dialect.text) NOT NULL,
                PRIMARY KEY (account_id, work_order_id, sim_card_id),
                FOREIGN KEY (account_id, work_order_id) REFERENCES work_orders (account_id, id),
                FOREIGN KEY (account_id, sim_card_id) REFERENCES sim_cards (account_id, id)
            )\(dialect.tableOptions)
            """,
            """
            CREATE INDEX work_order_details_by_card
            ON work_order_details (account_id, sim_card_id, type, work_order_id)
            """,
            """
            CREATE TABLE work_order_totals (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                sim_type \(dialect.integer) NOT NULL,
                type \(dialect.integer) NOT NULL,
                status \(dialect.integer) NOT NULL,
                orders \(dialect.integer) NOT NULL CHECK (orders >= 0),
                PRIMARY KEY (account_id, sim_type, type, status)
            )\(dialect.tableOptions)
            """,
        ]
    }

    private static func usage(_ dialect: SQLDialect) -> [SQLStatement] {
        [
            "ALTER TABLE usage_records RENAME TO usage_records_of_0003",
            """
            CREATE TABLE usage_records (
                account_id \(dialect.integer) NOT NULL,
                source \(dialect.text) NOT NULL,
                id \(dialect.text) NOT NULL,
                sim_card_id \(dialect.integer) NOT NULL,
                at \(dialect.integer) NOT NULL,
                up_bytes \(dialect.integer) NOT NULL CHECK (up_bytes >= 0),
                down_bytes \(dialect.integer) NOT NULL CHECK (down_bytes >= 0),
                PRIMARY KEY (account_id, source, id),
                FOREIGN KEY (account_id, sim_card_id) REFERENCES sim_cards (account_id, id)
            )\(dialect.tableOptions)
            """,
            """
            INSERT INTO usage_records (account_id, source, id, sim_card_id, at, up_bytes, down_bytes)
            SELECT account_id, '', id, sim_card_id, at, 0, used_bytes FROM usage_records_of_0003
            """,
            "DROP TABLE usage_records_of_0003",
            // From when on records are kept, and how far the search for older ones has come; no id where it is done.
            """
            CREATE TABLE usage_retention (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                kept_from \(dialect.integer) NOT NULL,
                source \(dialect.text) NOT NULL,
                id \(dialect.text),
                PRIMARY KEY (account_id)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE sim_card_days (
                account_id \(dialect.integer) NOT NULL,
                sim_card_id \(dialect.integer) NOT NULL,
                day \(dialect.integer) NOT NULL,
                up_bytes \(dialect.integer) NOT NULL CHECK (up_bytes >= 0),
                down_bytes \(dialect.integer) NOT NULL CHECK (down_bytes >= 0),
                PRIMARY KEY (account_id, sim_card_id, day),
                FOREIGN KEY (account_id, sim_card_id) REFERENCES sim_cards (account_id, id)
            )\(dialect.tableOptions)
            """,
            """
            INSERT INTO sim_card_days (account_id, sim_card_id, day, up_bytes, down_bytes)
            SELECT account_id, sim_card_id, (at + 28800000) / 86400000, sum(up_bytes), sum(down_bytes)
            FROM usage_records GROUP BY account_id, sim_card_id, (at + 28800000) / 86400000
            """,
        ]
    }
}
