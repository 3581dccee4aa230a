/// How often a user may call an operation.
package struct RateLimits: Sendable, Equatable {
    /// So many calls in a period, at any moment of it; the same amount is what may come at once.
    package struct Rate: Sendable, Equatable {
        package var calls: Int
        package var period: Duration

        /// - Precondition: `calls` is at least 1.
        package init(calls: Int, period: Duration = .seconds(1)) {
            self.calls = calls
            self.period = period
        }
    }

    /// What is asked of operations without a rate of their own.
    package var rate: Rate
    /// By the names of the operations.
    package var exceptions: [String: Rate]

    package init(rate: Rate, exceptions: [String: Rate] = [:]) {
        self.rate = rate
        self.exceptions = exceptions
    }

    /// What the vendor documents: 5 calls a second, one for the two lists that cost most (`reference/huawei-gsl.md`,
    /// 1.11).
    package static let vendor = RateLimits(
        rate: Rate(calls: 5), exceptions: ["ListSimCards": Rate(calls: 1), "ListSimPricePlans": Rate(calls: 1)])

    package func rate(of operation: String) -> Rate { exceptions[operation] ?? rate }
}
