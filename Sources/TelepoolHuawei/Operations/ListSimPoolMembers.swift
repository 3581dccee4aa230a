import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 查询前向流量池成员列表: lists the cards of a forward pool with their use in a billing cycle
/// (`reference/huawei-gsl.md`, 4.2).
package struct ListSimPoolMembers: HuaweiOperation {
    package static let route = Route(.get, "/v1/sim-pools/{sim_pool_id}/members")
    package static let access = Access.read(.reader)

    private var list: PoolMemberList

    package init(_ request: RESTRequest) throws(HuaweiError) {
        list = try PoolMemberList(request, pool: "sim_pool_id")
    }

    package func perform(in scope: TenantScope) throws -> PoolMembersResponse {
        try list.response(.forward, in: scope)
    }
}
