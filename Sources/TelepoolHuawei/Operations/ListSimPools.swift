import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 查询前向流量池列表: lists forward pools, one record for each pool and billing cycle (`reference/huawei-gsl.md`, 4.1).
package struct ListSimPools: HuaweiOperation {
    package static let route = Route(.get, "/v1/sim-pools")
    package static let access = Access.read(.reader)

    /// Part of the name.
    private var poolName: String?
    private var list: PoolList
    private var status: Set<SIMPoolStatus>

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let query = HuaweiQuery(request)
        poolName = try query.text("pool_name", limit: 100)
        list = try PoolList(query)
        status = []
        for code in try query.integers("status", limit: 9) {
            guard let known = SIMPoolStatus(rawValue: code) else { throw .invalidParameter }
            status.insert(known)
        }
    }

    package func perform(in scope: TenantScope) throws -> Response {
        let pools = try list.records(.forward, namePart: poolName, statuses: status, in: scope)
        return Response(pools: pools, page: list.page)
    }

    package struct Response: JSONWritable {
        package var pools: Page<SIMPoolCycle>
        package var page: HuaweiPage

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.members(of: page, count: pools.total)
                var cycles: [PoolCycleTexts] = []
                $0.array("pools", pools.elements) { json, pool in
                    Self.write(to: &json, pool, PoolCycleTexts.texts(of: pool, among: &cycles))
                }
            }
        }

        private static func write(to json: inout JSONWriter, _ pool: SIMPoolCycle, _ cycle: PoolCycleTexts) {
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
