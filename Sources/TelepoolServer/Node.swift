package import Logging
import ServiceLifecycle
import Synchronization
package import TelepoolDomain
package import TelepoolSQL
import TelepoolTime

/// This process as one of those that share a database: it has a number of its own among them, for the identifiers that it
/// makes, and tells whether it is the one that does what time asks for.
///
/// Where the database is not shared, it is always number 0 and always the one. A class, because what it holds changes as
/// time goes by.
package final class Node: Service, CustomStringConvertible {
    /// There are as many nodes as there can be.
    package struct TooMany: Error, CustomStringConvertible {
        package let description = "There are \(IdentifierGenerator.nodes.count) nodes on this database already."
    }

    package let description = "Node"

    private static let interval = Duration.seconds(2)
    /// How long a node may be silent before others take its place, in seconds: in what is to be done soon, and in its
    /// number, which has to be its own as long as it can still write.
    private static let (chargeTerm, numberTerm): (Int64, Int64) = (6, 60)

    private struct Holding {
        var number: Int64?
        /// Until when the sweeper is this node's, by a clock that nobody can set.
        var chargeEnd = ContinuousClock.now
    }

    private let database: any SQLDatabase
    private let environment: DomainEnvironment
    private let logger: Logger
    private let id: String
    private let holding = Mutex(Holding())

    package init(database: any SQLDatabase, environment: DomainEnvironment, logger: Logger) {
        self.database = database
        self.environment = environment
        self.logger = logger
        id = environment.identifiers.hexadecimal()
    }

    /// Whether it is this node that does what time asks for.
    ///
    /// Nothing is done twice if two nodes think so; it would only be done in vain.
    package var isInCharge: Bool {
        !database.isShared || holding.withLock { $0.chargeEnd > .now }
    }

    /// What it holds of what only one can have; `nil` where the database is not shared.
    package var leases: ServerMetrics.Leases? {
        guard database.isShared else { return nil }
        return ServerMetrics.Leases(number: holding.withLock { $0.number } != nil, sweeper: isInCharge)
    }

    /// Joins the nodes of the database.
    ///
    /// - Throws: ``TooMany``, or an error of the database.
    package func join() async throws {
        guard database.isShared else { return }
        try await renew()
        logger.info("Joined", metadata: ["node": .stringConvertible(holding.withLock { $0.number } ?? 0)])
    }

    package func run() async throws {
        guard database.isShared else { return try await gracefulShutdown() }
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: Self.interval)
                do {
                    try await self.renew()
                } catch {
                    self.logger.warning("Leases not renewed", metadata: ["error": .string("\(error)")])
                }
            }
        }
        let (id, environment) = (id, environment)
        try? await database.write(in: .installation) {
            try SystemScope(transaction: $0, environment: environment).leases.giveBack(of: id)
        }
    }

    private func renew() async throws {
        let (id, environment) = (id, environment)
        let known = holding.withLock { $0.number }
        let candidates = (known.map { [$0] } ?? []) + IdentifierGenerator.nodes
        let begin = ContinuousClock.now
        let (number, isHeld) = try await database.write(in: .installation) { transaction in
            let leases = SystemScope(transaction: transaction, environment: environment).leases
            let now = Timestamp.now
            let take = { try leases.take($0, for: id, at: now, until: now.adding(seconds: $1)) }
            return (
                try candidates.first { try take("node \($0)", Self.numberTerm) }, try take("sweeper", Self.chargeTerm)
            )
        }
        guard let number else { throw TooMany() }
        if number != known { environment.identifiers.use(node: number) }
        let wasInCharge = isInCharge
        holding.withLock {
            $0.number = number
            $0.chargeEnd = isHeld ? begin + .seconds(Self.chargeTerm) : begin
        }
        if isHeld, !wasInCharge { logger.info("In charge of what time asks for") }
    }
}
