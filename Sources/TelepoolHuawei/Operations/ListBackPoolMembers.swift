import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 查询后向流量池成员列表: lists the cards of a backward pool with their state now and their use in a billing cycle
/// (`reference/huawei-gsl.md`, 4.4).
package struct ListBackPoolMembers: HuaweiOperation {
    package static let route = Route(.get, "/v1/back-pools/{back_pool_id}/members")
    package static let access = Access.read(.reader)

    private var list: PoolMemberList

    package init(_ request: RESTRequest) throws(HuaweiError) {
        list = try PoolMemberList(request, pool: "back_pool_id")
    }

    package func perform(in scope: TenantScope) throws -> PoolMembersResponse {
        try list.response(.backward, in: scope)
    }
}
