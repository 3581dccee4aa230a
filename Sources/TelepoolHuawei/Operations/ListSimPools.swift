import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 查询前向流量池列表: lists forward pools, one record for each pool and billing cycle (`reference/huawei-gsl.md`, 4.1).
package struct ListSimPools: HuaweiOperation {
    package static let route = Route(.get, "/v1/sim-pools")
    package static let access = Access.read(.reader)

    /// How many cycles `all_billing_cycle` shows, the one that runs included (Q9).
    package static let historyLength: Int64 = 6

    /// Part of the name.
    package var poolName: String?
    /// 10 … 500
    package var limit: Int64
    /// The number of the page, 1 … 1000000
    package var offset: Int64
    package var billingCycle: String?
    package var allBillingCycle: Bool
    package var status: Set<SIMPoolStatus>

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let query = HuaweiQuery(request)
        poolName = try query.text("pool_name", limit: 100)
        limit = try query.integer("limit", in: 10...500, default: 10)
        offset = try query.integer("offset", in: 1...1_000_000, default: 1)
        billingCycle = try query.text("billing_cycle", limit: 7, allowsComma: false)
        guard billingCycle?.unicodeScalars.count ?? 7 == 7 else { throw .invalidParameter }
        allBillingCycle = try query.boolean("all_billing_cycle")
        status = []
        for code in try query.integers("status", limit: 9) {
            guard let known = SIMPoolStatus(rawValue: code) else { throw .invalidParameter }
            status.insert(known)
        }
    }

    package func perform(in scope: TenantScope) throws -> Response {
        let filter = SIMPoolFilter(namePart: poolName, cycles: try cycles(in: scope), statuses: status)
        let page = try scope.simPools.list(filter, offset: (offset - 1) * limit, limit: limit)
        return Response(page: page, limit: limit, offset: offset)
    }

    /// A cycle has to exist and to have begun for some carrier, even if all of them are asked for (Q4, Q5).
    private func cycles(in scope: TenantScope) throws -> SIMPoolFilter.Cycles {
        var cycles = SIMPoolFilter.Cycles.current
        if let billingCycle {
            guard let cycle = BillingCycle(billingCycle), cycle <= Carrier.latestCycle(at: scope.now) else {
                throw DomainError.illegalBillingCycle(billingCycle)
            }
            cycles = .one(cycle)
        }
        return allBillingCycle ? .last(Self.historyLength) : cycles
    }

    package struct Response: JSONWritable {
        package var page: Page<SIMPoolCycle>
        package var limit: Int64
        package var offset: Int64

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.member("limit", limit)
                $0.member("offset", offset)
                $0.member("count", page.total)
                var cycles: [CycleTexts] = []
                $0.array("pools", page.elements) { json, pool in
                    let found = cycles.first { $0.carrier == pool.carrier && $0.cycle == pool.cycle }
                    let texts = found ?? CycleTexts(pool.carrier, pool.cycle)
                    if found == nil { cycles.append(texts) }
                    Self.write(to: &json, pool, texts)
                }
            }
        }

        private static func write(to json: inout JSONWriter, _ pool: SIMPoolCycle, _ cycle: CycleTexts) {
            let (total, used) = (pool.total.megabyteHundredths, pool.used.megabyteHundredths)
            json.object {
                $0.member("id", pool.id.rawValue)
                $0.member("pool_name", pool.name)
                $0.member("price_plan_name", pool.pricePlanName)
                $0.member("price_plan_id", pool.pricePlanID.rawValue)
                $0.member("effective_time", cycle.effectiveTime)
                $0.member("expired_time", cycle.expiredTime)
                $0.member("billing_cycle", cycle.billingCycle)
                $0.member("flow_total", hundredths: total)
                $0.member("flow_used", hundredths: used)
                // Of what is printed, so that the three figures always agree; negative when overused (Q7).
                $0.member("flow_left", hundredths: total - used)
                $0.member("quantity", pool.quantity)
                $0.member("modify_time", time: pool.modifiedAt)
                $0.member("order_id", pool.order.rawValue)
                $0.member("activated_sim_quantity", pool.activated)
                $0.member("inactive_sim_quantity", pool.inactive)
                $0.member("disassembled_sim_quantity", pool.disassembled)
                $0.member("order_ids", pool.orders)
                $0.member("status", pool.status.rawValue)
            }
        }
    }
}

/// What all records of a carrier and a cycle have in common: made once for a page, not for each record.
private struct CycleTexts {
    let carrier: Carrier
    let cycle: BillingCycle
    let effectiveTime: String
    let expiredTime: String
    let billingCycle: String

    init(_ carrier: Carrier, _ cycle: BillingCycle) {
        self.carrier = carrier
        self.cycle = cycle
        effectiveTime = HuaweiTime.text(carrier.start(of: cycle))
        expiredTime = HuaweiTime.text(carrier.lastSecond(of: cycle))
        billingCycle = cycle.description
    }
}
