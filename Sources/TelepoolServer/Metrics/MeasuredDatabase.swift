import TelepoolMetrics
package import TelepoolSQL

/// A database whose transactions are measured, whoever begins them.
package struct MeasuredDatabase: SQLDatabase {
    /// A class, because all transactions share it.
    private final class Measures: Sendable {
        let durations = Histogram()
        let (unavailable, refused, failed) = (Counter(), Counter(), Counter())

        func count(_ error: SQLError) {
            switch error {
            case .unavailable: unavailable.add()
            case .constraint: refused.add()
            case .failed: failed.add()
            }
        }
    }

    private let database: any SQLDatabase
    private let reads = Measures()
    private let longReads = Measures()
    private let writes = Measures()

    package init(_ database: any SQLDatabase) {
        self.database = database
    }

    package var dialect: SQLDialect { database.dialect }
    package var isShared: Bool { database.isShared }
    package var load: SQLDatabaseLoad { database.load }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result {
        try await measure(reads) { try await database.read(body) }
    }

    package func longRead<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result {
        try await measure(longReads) { try await database.longRead(body) }
    }

    package func write<Result: Sendable>(
        in order: SQLWriteOrder?, _ body: @escaping @Sendable (any SQLTransaction) throws -> Result
    ) async throws -> Result {
        try await measure(writes) { try await database.write(in: order, body) }
    }

    package func isReachable() async -> Bool { await database.isReachable() }
    package func close() async { await database.close() }

    private func measure<Result>(_ measures: Measures, _ body: () async throws -> Result) async throws -> Result {
        let start = ContinuousClock.now
        defer { measures.durations.observe(microseconds: start.microsecondsUntilNow) }
        do {
            return try await body()
        } catch let error as SQLError {
            measures.count(error)
            throw error
        }
    }
}

// MARK: - Text

extension MeasuredDatabase {
    func write(to text: inout MetricsText) {
        let measures: KeyValuePairs = ["read": reads, "long_read": longReads, "write": writes]
        text.family(
            "telepool_transaction_duration_seconds", .histogram,
            "How long transactions took, the wait for their turn and for their commit included.")
        for (kind, measures) in measures { text.sample(["kind": kind], measures.durations) }
        text.family(
            "telepool_transaction_failures_total", .counter, "Transactions that the database did not carry out.")
        for (kind, measures) in measures {
            text.sample(["kind": kind, "reason": "unavailable"], measures.unavailable.value)
            text.sample(["kind": kind, "reason": "constraint"], measures.refused.value)
            text.sample(["kind": kind, "reason": "failed"], measures.failed.value)
        }
        let load = load
        text.single(
            "telepool_transaction_repetitions_total", .counter,
            "Transactions that were carried out again because they got in each other's way.", load.repetitions)
        text.family("telepool_database_connections", .gauge, "Connections to the database.")
        for pool in load.pools {
            text.sample(["pool": pool.name, "state": "in_use"], pool.inUse)
            text.sample(["pool": pool.name, "state": "idle"], pool.idle)
        }
        text.family("telepool_database_waiting_calls", .gauge, "Calls that wait for a connection.")
        for pool in load.pools { text.sample(["pool": pool.name], pool.waiting) }
        text.single(
            "telepool_database_waiting_writes", .gauge, "Writes that wait for others of the same account.",
            load.waitingWrites)
    }
}

extension ContinuousClock.Instant {
    /// How much time has gone by since.
    var microsecondsUntilNow: Int {
        let (seconds, attoseconds) = (.now - self).components
        return Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
    }
}
