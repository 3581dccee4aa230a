import TelepoolDomain

/// What all records of pools of a carrier in a cycle have in common: made once for a page, not for each record.
struct PoolCycleTexts {
    let effectiveTime: String
    let expiredTime: String
    let billingCycle: String
    private let carrier: Carrier
    private let cycle: BillingCycle

    private init(_ carrier: Carrier, _ cycle: BillingCycle) {
        self.carrier = carrier
        self.cycle = cycle
        effectiveTime = HuaweiTime.text(carrier.start(of: cycle))
        expiredTime = HuaweiTime.text(carrier.lastSecond(of: cycle))
        billingCycle = cycle.description
    }

    /// The texts of a record, taken from those that were made before or added to them.
    static func texts(of pool: SIMPoolCycle, among known: inout [PoolCycleTexts]) -> PoolCycleTexts {
        if let found = known.first(where: { $0.carrier == pool.carrier && $0.cycle == pool.cycle }) { return found }
        let texts = PoolCycleTexts(pool.carrier, pool.cycle)
        known.append(texts)
        return texts
    }
}
