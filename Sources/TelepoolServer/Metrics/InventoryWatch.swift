import Logging
import ServiceLifecycle
import Synchronization
import TelepoolDomain
import TelepoolMetrics
import TelepoolSQL
import TelepoolTime

/// Asks the database about the installation when somebody wants to know, and remembers the answer for a while.
///
/// It asks at most every few seconds and for at most a twentieth of the time, as one of the long reads, so that it holds
/// up nothing. Whoever wants to know waits for the answer only for a moment: a database that cannot be reached makes
/// the answer absent, not late. A class, because all who ask share what is remembered.
package final class InventoryWatch: Service, CustomStringConvertible {
    package let description = "InventoryWatch"

    /// For how long an answer is good.
    private static let lifetime = Duration.seconds(5)
    /// How many times longer than it took to find.
    private static let greatestShare = 20
    /// How long whoever asks waits for a new answer.
    private static let patience = Duration.seconds(1)

    private struct State {
        var inventory: Inventory?
        var refreshedAt: Timestamp?
        var isDue = false
        var isRunning = false
        var expiry = ContinuousClock.now
    }

    private let database: any SQLDatabase
    private let environment: DomainEnvironment
    private let state = Mutex(State())
    private let (requests, request) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    init(database: any SQLDatabase, environment: DomainEnvironment) {
        self.database = database
        self.environment = environment
    }

    package func run() async throws {
        state.withLock { $0.isRunning = true }
        await cancelWhenGracefulShutdown {
            for await _ in self.requests { await self.refresh() }
        }
        state.withLock { $0.isRunning = false }
    }

    /// Asks the database now.
    package func refresh() async {
        let (start, environment) = (ContinuousClock.now, environment)
        let inventory = try? await database.longRead {
            try Inventory(SystemScope(transaction: $0, environment: environment).monitoring, at: .now)
        }
        let end = ContinuousClock.now
        state.withLock {
            $0.inventory = inventory
            if inventory != nil { $0.refreshedAt = .now }
            $0.isDue = false
            $0.expiry = end + max(Self.lifetime, (end - start) * Self.greatestShare)
        }
    }

    /// Sees to it that the database is asked where the answer is too old, and waits for that, but not for long.
    func freshen() async {
        let needsAnswer = state.withLock { state in
            guard state.isRunning, state.expiry <= .now else { return false }
            state.isDue = true
            return true
        }
        guard needsAnswer else { return }
        request.yield()
        let end = ContinuousClock.now + Self.patience
        while state.withLock({ $0.isDue }), .now < end { try? await Task.sleep(for: .milliseconds(5)) }
        // An answer that is too old and could not be renewed is none.
        state.withLock { if $0.isDue { $0.inventory = nil } }
    }

    func write(to text: inout MetricsText) {
        let (inventory, refreshedAt) = state.withLock { ($0.inventory, $0.refreshedAt) }
        text.single(
            "telepool_database_up", .gauge, "Whether the database told of the installation when it was last asked.",
            inventory == nil ? 0 : 1)
        text.family(
            "telepool_inventory_timestamp_seconds", .gauge,
            "When the database last told of the installation; what follows is as old as that.")
        if let refreshedAt { text.sample([:], Double(refreshedAt.milliseconds) / 1000) }
        inventory?.write(to: &text)
    }
}
