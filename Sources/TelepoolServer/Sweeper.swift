package import Logging
import ServiceLifecycle
package import TelepoolDomain
package import TelepoolSQL
import TelepoolTime

/// Does what the end of things asks for without anybody asking: ends bindings, deletes answers and tokens.
///
/// Nothing depends on when it runs: whoever reads sees what is over as over.
package struct Sweeper: Service, CustomStringConvertible {
    package let description = "Sweeper"

    private static let (bindingInterval, answerInterval) = (Duration.seconds(1), Duration.seconds(60))
    private static let batch = 1000

    private let database: any SQLDatabase
    private let environment: DomainEnvironment
    private let logger: Logger

    package init(database: any SQLDatabase, environment: DomainEnvironment, logger: Logger) {
        self.database = database
        self.environment = environment
        self.logger = logger
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup { tasks in
                tasks.addTask { try await repeatedly(every: Self.bindingInterval, expireBindings) }
                tasks.addTask { try await repeatedly(every: Self.answerInterval, sweepAnswers) }
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

    /// In small batches, so that nobody waits long for them, and without writing where nothing is due.
    private func expireBindings() async throws {
        let environment = environment
        while try await database.read({
            try SystemScope(transaction: $0, environment: environment).accountWithDueBindings() != nil
        }) {
            try await database.write {
                try SystemScope(transaction: $0, environment: environment).expireBindings(limit: Int64(Self.batch))
            }
        }
    }

    private func sweepAnswers() async throws {
        let environment = environment
        while try await database.write({
            try SystemScope(transaction: $0, environment: environment).sweep(at: .now, limit: Self.batch)
        }) >= Self.batch {}
    }
}
