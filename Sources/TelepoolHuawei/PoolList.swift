import TelepoolDomain
import TelepoolREST

/// What the lists of forward and of backward pools take alike (`reference/huawei-gsl.md`, 4.1 and 4.3).
struct PoolList: Sendable, Equatable {
    /// How many cycles `all_billing_cycle` shows, the one that runs included (Q9).
    static let historyLength: Int64 = 6

    let page: HuaweiPage
    private let billingCycle: RequestedCycle?
    private let allBillingCycle: Bool

    init(_ query: HuaweiQuery) throws(HuaweiError) {
        page = try query.page()
        billingCycle = try RequestedCycle(query)
        allBillingCycle = try query.boolean("all_billing_cycle")
    }

    /// The records that match. A cycle has to be legal even if all of them are asked for (Q4).
    func records(
        _ kind: SIMPoolKind, namePart: String?, statuses: Set<SIMPoolStatus> = [], in scope: TenantScope
    ) throws -> Page<SIMPoolCycle> {
        let cycle = try billingCycle?.cycle(in: scope)
        let cycles =
            allBillingCycle ? .last(Self.historyLength) : cycle.map(SIMPoolFilter.Cycles.one) ?? .current
        let filter = SIMPoolFilter(kind: kind, namePart: namePart, cycles: cycles, statuses: statuses)
        return try scope.simPools.list(filter, offset: page.elementsBefore, limit: page.limit)
    }
}
