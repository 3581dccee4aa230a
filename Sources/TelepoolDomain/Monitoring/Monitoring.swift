import TelepoolSQL
package import TelepoolTime

/// What whoever watches over the server wants to know of all accounts together, from the counters that are kept: no
/// inventory is walked.
package struct Monitoring {
    /// What time asks for, and somebody has to do.
    package enum Task: String, Sendable, CaseIterable {
        case bindings
        case heldNumbers = "held_numbers"
        case workOrders = "work_orders"
        case silentCards = "silent_cards"
        case simPoolCycles = "sim_pool_cycles"
    }

    let scope: SystemScope

    /// For how long the oldest thing of each kind has been due, in milliseconds; 0 where nothing is.
    package func delays() throws -> [Task: Int64] {
        let due: [(Task, SQLStatement)] = [
            (.bindings, "SELECT expires_at FROM bindings WHERE is_live = 1 ORDER BY expires_at LIMIT 1"),
            (.heldNumbers, "SELECT held_until FROM numbers WHERE held <> 0 ORDER BY held_until LIMIT 1"),
            (.workOrders, "SELECT due_at FROM work_orders WHERE status = 3 ORDER BY due_at LIMIT 1"),
            (
                .silentCards,
                "SELECT silent_until FROM sim_cards WHERE silent_until IS NOT NULL ORDER BY silent_until LIMIT 1"
            ),
        ]
        var delays: [Task: Int64] = [:]
        for (task, statement) in due {
            let first = try scope.transaction.first(statement) { $0.integer(0) }
            delays[task] = max(0, scope.now.milliseconds - (first ?? scope.now.milliseconds))
        }
        delays[.simPoolCycles] = try cycleDelay()
        return delays
    }

    /// For how long a SIM pool should have been in another cycle.
    private func cycleDelay() throws -> Int64 {
        var delay: Int64 = 0
        for carrier in Carrier.allCases {
            let cycle = carrier.cycle(at: scope.now)
            let isBehind = try scope.transaction.first(
                "SELECT 1 FROM sim_pools WHERE carrier = \(carrier.rawValue) AND last_cycle < \(cycle) LIMIT 1"
            ) { _ in true }
            guard isBehind == true else { continue }
            delay = max(delay, scope.now.milliseconds - carrier.start(of: cycle).milliseconds)
        }
        return delay
    }

    /// How many nodes share the database, by the leases that they hold at `systemTime`.
    package func nodes(at systemTime: Timestamp) throws -> Int64 {
        try scope.transaction.first(
            "SELECT count(*) FROM leases WHERE name <> 'sweeper' AND expires_at > \(systemTime)"
        ) { $0.integer(0) } ?? 0
    }
}
