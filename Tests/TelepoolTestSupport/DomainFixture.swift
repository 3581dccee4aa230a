package import TelepoolDomain
package import TelepoolSQL
package import TelepoolTime

/// A real database with two accounts, and scopes on it at any instant.
package struct DomainFixture: Sendable {
    package let database: any SQLDatabase
    package var environment: DomainEnvironment
    package let account: Account
    /// Somebody else's.
    package let other: Account

    package init(
        limits: Limits = Limits(), clock: DomainClock = .system,
        seal: @escaping DomainEnvironment.Seal = { secret, id in Array("\(id):\(secret)".utf8) }
    ) async throws {
        let database = try await TestDatabase.make()
        let environment = DomainEnvironment(clock: clock, limits: limits, seal: seal)
        (account, other) = try await database.write { transaction in
            let scope = SystemScope(transaction: transaction, environment: environment)
            return (try scope.accounts.create(name: "ours"), try scope.accounts.create(name: "theirs"))
        }
        self.database = database
        self.environment = environment
    }

    /// One transaction that writes, on behalf of an account, at an instant.
    package func write<Result: Sendable>(
        as account: Account? = nil, at now: Timestamp = .example,
        _ body: @escaping @Sendable (TenantScope) throws -> Result
    ) async throws -> Result {
        let (id, environment) = ((account ?? self.account).id, environment)
        return try await database.write(in: id.writeOrder) {
            try body(TenantScope(account: id, transaction: $0, environment: environment, now: now))
        }
    }

    /// One transaction that reads, on behalf of an account, at an instant.
    package func read<Result: Sendable>(
        as account: Account? = nil, at now: Timestamp = .example, _ body: @escaping @Sendable (TenantScope) throws -> Result
    ) async throws -> Result {
        let (id, environment) = ((account ?? self.account).id, environment)
        return try await database.read {
            try body(TenantScope(account: id, transaction: $0, environment: environment, now: now))
        }
    }
}

extension Timestamp {
    /// The instant of the contract's example: 2022-09-22T18:57:15Z.
    package static let example = Timestamp(seconds: 1_663_873_035)

    /// An instant in RFC 3339 that is spelled out in a test.
    package static func at(_ text: String) -> Timestamp {
        guard let instant = Timestamp(rfc3339: text) else { preconditionFailure("\(text) is no instant") }
        return instant
    }
}
