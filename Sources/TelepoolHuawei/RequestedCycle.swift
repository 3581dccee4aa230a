import TelepoolDomain
import TelepoolREST

/// The billing cycle that a call names (`reference/huawei-gsl.md`, 4.1.1 and Q5).
struct RequestedCycle: Sendable, Equatable {
    private let text: String

    /// Reads `billing_cycle`: seven characters; `nil` where there is none.
    init?(_ query: HuaweiQuery) throws(HuaweiError) {
        guard let text = try query.text("billing_cycle", limit: 7, allowsComma: false) else { return nil }
        guard text.unicodeScalars.count == 7 else { throw .invalidParameter }
        self.text = text
    }

    /// The cycle, which has to exist and to have begun for some carrier.
    ///
    /// - Throws: ``DomainError/illegalBillingCycle(_:)``.
    func cycle(in scope: TenantScope) throws -> BillingCycle {
        guard let cycle = BillingCycle(text), cycle <= Carrier.latestCycle(at: scope.now) else {
            throw DomainError.illegalBillingCycle(text)
        }
        return cycle
    }
}
