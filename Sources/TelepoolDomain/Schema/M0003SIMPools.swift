import TelepoolSQL

extension Schema {
    /// Price plans, orders of SIM cards, pools, and usage with its sums. A cycle is a number of months.
    static let m0003SIMPools = Migration("0003 SIM pools") { dialect in
        [
            """
            CREATE TABLE price_plans (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                id \(dialect.text) NOT NULL,
                name \(dialect.text) NOT NULL,
                carrier \(dialect.integer) NOT NULL CHECK (carrier IN (1, 2, 3)),
                monthly_bytes \(dialect.integer) NOT NULL CHECK (monthly_bytes >= 0),
                months \(dialect.integer) NOT NULL CHECK (months > 0),
                created_at \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, id)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE sim_pools (
                account_id \(dialect.integer) NOT NULL,
                id \(dialect.integer) NOT NULL,
                name \(dialect.text) NOT NULL,
                price_plan_id \(dialect.text) NOT NULL,
                carrier \(dialect.integer) NOT NULL CHECK (carrier IN (1, 2, 3)),
                status \(dialect.integer) NOT NULL CHECK (status IN (0, 1)),
                first_cycle \(dialect.integer) NOT NULL,
                last_cycle \(dialect.integer) NOT NULL CHECK (last_cycle >= first_cycle),
                order_id \(dialect.integer) NOT NULL,
                order_ids \(dialect.text) NOT NULL,
                created_at \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, id),
                FOREIGN KEY (account_id, price_plan_id) REFERENCES price_plans (account_id, id)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE sim_pool_totals (
                account_id \(dialect.integer) NOT NULL REFERENCES accounts (id),
                carrier \(dialect.integer) NOT NULL,
                first_cycle \(dialect.integer) NOT NULL,
                status \(dialect.integer) NOT NULL,
                pools \(dialect.integer) NOT NULL CHECK (pools >= 0),
                PRIMARY KEY (account_id, carrier, first_cycle, status)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE sim_pool_cycles (
                account_id \(dialect.integer) NOT NULL,
                sim_pool_id \(dialect.integer) NOT NULL,
                cycle \(dialect.integer) NOT NULL,
                activated \(dialect.integer) NOT NULL CHECK (activated >= 0),
                inactive \(dialect.integer) NOT NULL CHECK (inactive >= 0),
                disassembled \(dialect.integer) NOT NULL CHECK (disassembled >= 0),
                used_bytes \(dialect.integer) NOT NULL CHECK (used_bytes >= 0),
                modified_at \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, sim_pool_id, cycle),
                FOREIGN KEY (account_id, sim_pool_id) REFERENCES sim_pools (account_id, id)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE orders (
                account_id \(dialect.integer) NOT NULL,
                id \(dialect.integer) NOT NULL,
                price_plan_id \(dialect.text) NOT NULL,
                sim_pool_id \(dialect.integer),
                created_at \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, id),
                FOREIGN KEY (account_id, price_plan_id) REFERENCES price_plans (account_id, id),
                FOREIGN KEY (account_id, sim_pool_id) REFERENCES sim_pools (account_id, id)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE sim_cards (
                account_id \(dialect.integer) NOT NULL,
                id \(dialect.integer) NOT NULL,
                order_id \(dialect.integer) NOT NULL,
                iccid \(dialect.text) NOT NULL,
                msisdn \(dialect.text),
                imsi \(dialect.text),
                status \(dialect.integer) NOT NULL CHECK (status IN (10, 11, 13, 14, 20, 30)),
                activated_at \(dialect.integer),
                disassembled_at \(dialect.integer),
                activated_from \(dialect.integer),
                disassembled_from \(dialect.integer),
                created_at \(dialect.integer) NOT NULL,
                PRIMARY KEY (account_id, id),
                UNIQUE (account_id, iccid),
                FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, id)
            )\(dialect.tableOptions)
            """,
            "CREATE INDEX sim_cards_by_order ON sim_cards (account_id, order_id, activated_from, disassembled_from)",
            """
            CREATE TABLE sim_card_cycles (
                account_id \(dialect.integer) NOT NULL,
                sim_card_id \(dialect.integer) NOT NULL,
                cycle \(dialect.integer) NOT NULL,
                used_bytes \(dialect.integer) NOT NULL CHECK (used_bytes >= 0),
                PRIMARY KEY (account_id, sim_card_id, cycle),
                FOREIGN KEY (account_id, sim_card_id) REFERENCES sim_cards (account_id, id)
            )\(dialect.tableOptions)
            """,
            """
            CREATE TABLE usage_records (
                account_id \(dialect.integer) NOT NULL,
                id \(dialect.text) NOT NULL,
                sim_card_id \(dialect.integer) NOT NULL,
                at \(dialect.integer) NOT NULL,
                used_bytes \(dialect.integer) NOT NULL CHECK (used_bytes >= 0),
                PRIMARY KEY (account_id, id),
                FOREIGN KEY (account_id, sim_card_id) REFERENCES sim_cards (account_id, id)
            )\(dialect.tableOptions)
            """,
        ]
    }
}
