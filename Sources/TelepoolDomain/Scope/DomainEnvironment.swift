/// What the domain gets from outside: time, identifiers and the limits that the operator set.
package struct DomainEnvironment: Sendable {
    package var clock: DomainClock
    package var identifiers: IdentifierGenerator
    package var limits: Limits

    package init(
        clock: DomainClock = .system, identifiers: IdentifierGenerator = IdentifierGenerator(),
        limits: Limits = Limits()
    ) {
        self.clock = clock
        self.identifiers = identifiers
        self.limits = limits
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
