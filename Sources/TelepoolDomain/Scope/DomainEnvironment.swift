/// What the domain gets from outside: time, identifiers, limits and the safe-keeping of secrets.
package struct DomainEnvironment: Sendable {
    /// Seals the secret of an access key, so that only this server can open it again.
    package typealias Seal = @Sendable (_ secret: String, _ accessKeyID: String) throws -> [UInt8]

    package var clock: DomainClock
    package var identifiers: IdentifierGenerator
    package var limits: Limits
    /// How long work orders wait before they are carried out, in seconds.
    package var workOrderDelay: Int64 = 0
    package var usageRetention = UsageRetention()
    package var seal: Seal

    package init(
        clock: DomainClock = .system, identifiers: IdentifierGenerator = IdentifierGenerator(),
        limits: Limits = Limits(), seal: @escaping Seal
    ) {
        self.clock = clock
        self.identifiers = identifiers
        self.limits = limits
        self.seal = seal
    }
}

/// How long usage records are kept, and with them the memory of what has been counted.
package struct UsageRetention: Sendable, Equatable {
    /// Whole billing cycles after a record's own.
    package var cycles: Int64
    /// And so many days.
    package var days: Int64

    package init(cycles: Int64 = 2, days: Int64 = 32) {
        self.cycles = cycles
        self.days = days
    }
}

/// How much of each thing one account may have.
package struct Limits: Sendable {
    /// Number pools of an account; the vendor has such a quota without telling its size
    /// (`reference/volcengine-vms.md`, 6.14).
    package var numberPools: Int64

    package init(numberPools: Int64 = 1000) {
        self.numberPools = numberPools
    }
}
