package import Logging
import ServiceLifecycle
package import TelepoolDomain
package import TelepoolSQL
import TelepoolTime

/// Does what time asks for without anybody asking: ends bindings, carries out work orders, activates cards, lets SIM pools
/// go into their next cycles, closes cycles, deletes what is no longer kept.
///
/// But for work orders and activations nothing depends on when it runs: whoever reads sees what is over as over. Each
/// step is a transaction that finds out anew what is to be done, so that nothing is done twice, however often it is begun.
package struct Sweeper: Service, CustomStringConvertible {
    package let description = "Sweeper"

    private static let orderInterval = Duration.milliseconds(100)
    private static let (dueInterval, forgetInterval) = (Duration.seconds(1), Duration.seconds(60))
    private static let pause = Duration.milliseconds(20)
    private static let batch = 1000

    private let database: any SQLDatabase
    private let environment: DomainEnvironment
    private let logger: Logger
    private let isInCharge: @Sendable () -> Bool

    /// - Parameter isInCharge: whether it is here that it is to be done, and not by another that shares the database.
    package init(
        database: any SQLDatabase, environment: DomainEnvironment, logger: Logger,
        isInCharge: @escaping @Sendable () -> Bool = { true }
    ) {
        self.database = database
        self.environment = environment
        self.logger = logger
        self.isInCharge = isInCharge
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup { tasks in
                tasks.addTask { try await repeatedly(every: Self.orderInterval, carryOutWorkOrders) }
                tasks.addTask { try await repeatedly(every: Self.dueInterval, expireBindings) }
                tasks.addTask { try await repeatedly(every: Self.dueInterval, moveSIMPools) }
                tasks.addTask { try await repeatedly(every: Self.forgetInterval, forget) }
                try await tasks.waitForAll()
            }
        }
    }

    private func repeatedly(every interval: Duration, _ body: () async throws -> Void) async throws {
        while true {
            try await Task.sleep(for: interval)
            do {
                try await body()
            } catch {
                logger.warning("Sweep failed", metadata: ["error": .string("\(error)")])
            }
        }
    }

    private func expireBindings() async throws {
        try await repeatedly("ExpireBindings", forAccount: { try $0.accountWithDueBindings() }) {
            try $0.expireBindings(limit: Int64(Self.batch))
            return 1
        }
    }

    private func carryOutWorkOrders() async throws {
        try await repeatedly("CarryOutWorkOrders", forAccount: { try $0.accountWithDueWorkOrders() }) {
            try $0.carryOutWorkOrders(limit: Int64(Self.batch))
        }
    }

    private func moveSIMPools() async throws {
        try await repeatedly("ActivateSilentCards", forAccount: { try $0.accountWithSilentCards() }) {
            try $0.activateSilentCards(limit: Int64(Self.batch))
        }
        try await repeatedly("RollOver", forAccount: { try $0.poolsBehind(limit: 1).first?.0 }) {
            try $0.rollOver(limit: 100)
        }
        try await repeatedly("CloseCycles", forAccount: { try $0.cyclesToClose(limit: 1).first?.0 }) {
            try $0.closeCycles(limit: 10)
        }
    }

    /// Changes something as long as there is an account with something to be changed: in small batches, so that nobody
    /// waits long for them, and without writing where nothing is due. The audit log tells of what was changed under a name.
    private func repeatedly(
        _ name: String, pausing pause: Duration? = nil,
        forAccount account: @escaping @Sendable (SystemScope) throws -> AccountID?,
        _ change: @escaping @Sendable (SystemScope) throws -> Int
    ) async throws {
        let environment = environment
        while isInCharge(),
            let account = try await database.read({
                try account(SystemScope(transaction: $0, environment: environment))
            })
        {
            let changed = try await database.write(in: account.writeOrder) {
                let scope = SystemScope(transaction: $0, environment: environment)
                let changed = try change(scope)
                if !scope.trail.isEmpty {
                    try scope.tenant(account).audit.append(.server(name), trail: scope.trail)
                }
                return changed
            }
            guard changed > 0 else { return }
            if let pause { try await Task.sleep(for: pause) }
        }
    }

    /// Deletes what is no longer kept: usage records, answers, tokens.
    private func forget() async throws {
        // There is no hurry, and others want to write too.
        try await repeatedly("DropRecords", pausing: Self.pause, forAccount: { try $0.accountWithClosedRecords() }) {
            try $0.dropClosedRecords(limit: Int64(Self.batch))
        }
        try await repeatedly("Forget", forAccount: { try $0.accountWithExpired(at: .now) }) {
            try $0.sweep(at: .now, limit: Self.batch)
        }
    }
}
