package import Logging
import ServiceLifecycle
package import TelepoolDomain
package import TelepoolSQL
import TelepoolTime

/// Deletes what nobody asks for any more: answers and tokens whose time is over.
package struct Sweeper: Service, CustomStringConvertible {
    package let description = "Sweeper"

    private static let interval = Duration.seconds(60)
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
            while true {
                try await Task.sleep(for: Self.interval)
                await sweep()
            }
        }
    }

    /// Sweeps in small batches, so that nobody waits long for them.
    private func sweep() async {
        let environment = environment
        do {
            while try await database.write({
                try SystemScope(transaction: $0, environment: environment).sweep(at: .now, limit: Self.batch)
            }) >= Self.batch {}
        } catch {
            logger.warning("Sweep failed", metadata: ["error": .string("\(error)")])
        }
    }
}
