import TelepoolDomain
import TelepoolSQL
import TelepoolSQLite
import Testing

/// That SQLite finds what it looks for by the index that was made for it, on the first day as on the last. (PostgreSQL
/// plans by what it counts in its tables.)
struct `Query plans` {
    @Test(
        arguments: [
            ("SELECT id FROM sim_cards WHERE account_id = 1 AND imsi = 'x'", "sim_cards_by_imsi"),
            ("SELECT * FROM sim_cards WHERE account_id = 1 AND imei = 'x' ORDER BY id", "sim_cards_by_imei"),
            (
                "SELECT * FROM sim_cards WHERE account_id = 1 AND order_id = 2 ORDER BY id LIMIT 10",
                "sim_cards_of_order"
            ),
            ("SELECT * FROM work_orders WHERE account_id = 1 AND status = 7 ORDER BY id DESC", "work_orders_by_status"),
            (
                "SELECT 1 FROM work_order_details WHERE account_id = 1 AND sim_card_id = 2 AND type = 5 AND status = 2",
                "work_order_details_by_card"
            ),
            (
                """
                SELECT c.id, c.order_id FROM orders b CROSS JOIN sim_cards c
                WHERE b.account_id = 1 AND b.sim_pool_id = 2 AND b.pool_since <= 3
                 AND c.account_id = b.account_id AND c.order_id = b.id AND c.added_in <= 3
                ORDER BY b.id, c.id LIMIT 10
                """, "orders_by_pool sim_cards_of_order"
            ),
        ] as [(SQLStatement, String)])
    func `use the index, and need no sorting`(query: SQLStatement, indexes: String) async throws {
        let database = try SQLiteDatabase(.memory)
        try await Migrator(Schema.migrations).migrate(database)
        let plan = try await database.read { transaction in
            try transaction.rows("EXPLAIN QUERY PLAN \(query)") { $0.text(3) }
        }
        let used = plan.compactMap { $0.firstMatch(of: /USING (?:COVERING )?INDEX (\w+)/).map { String($0.1) } }
        #expect(used.joined(separator: " ") == indexes, "\(plan)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    }
}
