import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 查询后向流量池列表: lists backward pools, one record for each pool and billing cycle (`reference/huawei-gsl.md`, 4.3).
package struct ListBackPools: HuaweiOperation {
    package static let route = Route(.get, "/v1/back-pools")
    package static let access = Access.read(.reader)

    /// Part of the name.
    private var poolName: String?
    private var list: PoolList

    package init(_ request: RESTRequest) throws(HuaweiError) {
        poolName = try request.text("pool_name", limit: 100)
        list = try PoolList(HuaweiQuery(request))
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(pools: try list.records(.backward, namePart: poolName, in: scope), page: list.page)
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
            json.object {
                $0.member("id", pool.id.rawValue)
                $0.member("pool_name", pool.name)
                $0.member("price_plan_name", pool.pricePlanName)
                $0.member("price_plan_id", pool.pricePlanID.rawValue)
                $0.member("effective_time", cycle.effectiveTime)
                $0.member("expired_time", cycle.expiredTime)
                $0.member("billing_cycle", cycle.billingCycle)
                $0.member("pool_status", pool.backStatus.rawValue)
                $0.member("flow_used", hundredths: pool.used.megabyteHundredths)
                if let time = pool.statusChangedAt { $0.member("status_time", time: time) }
                $0.member("quantity", pool.quantity)
                $0.member("modify_time", time: pool.modifiedAt)
                $0.member("order_id", pool.order.rawValue)
                $0.member("activated_sim_quantity", pool.activated)
                $0.member("inactive_sim_quantity", pool.inactive)
                $0.member("disassembled_sim_quantity", pool.disassembled)
                $0.member("order_ids", pool.orders)
            }
        }
    }
}
