/// How much one account may have and do. What is `nil` is not limited, or by what holds for the whole server.
package struct Quota: Sendable, Equatable {
    package var numberPools: Int64?
    /// Phone numbers in its pools, cancelled ones included.
    package var numbers: Int64?
    package var simPools: Int64?
    /// SIM cards that are not deregistered.
    package var simCards: Int64?
    /// Calls in a second, whoever makes them.
    package var requestsPerSecond: Int64?
    /// Usage records in a second.
    package var recordsPerSecond: Int64?

    package init(
        numberPools: Int64? = nil, numbers: Int64? = nil, simPools: Int64? = nil, simCards: Int64? = nil,
        requestsPerSecond: Int64? = nil, recordsPerSecond: Int64? = nil
    ) {
        self.numberPools = numberPools
        self.numbers = numbers
        self.simPools = simPools
        self.simCards = simCards
        self.requestsPerSecond = requestsPerSecond
        self.recordsPerSecond = recordsPerSecond
    }
}

/// What an account has as much of as it may.
package enum QuotaKind: String, Sendable {
    case numberPools = "number pools"
    case numbers
    case simPools = "SIM pools"
    case simCards = "SIM cards"
}
