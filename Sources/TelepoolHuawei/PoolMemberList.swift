import TelepoolDomain
package import TelepoolJSON
import TelepoolREST

/// What the lists of the members of forward and of backward pools take alike (`reference/huawei-gsl.md`, 4.2 and 4.4).
struct PoolMemberList: Sendable, Equatable {
    private let pool: SIMPoolID
    /// Only the card with this container id.
    private let cid: String?
    private let page: HuaweiPage
    private let billingCycle: RequestedCycle

    /// - Parameter pool: the path's parameter for the pool.
    init(_ request: RESTRequest, pool: String) throws(HuaweiError) {
        let query = HuaweiQuery(request)
        self.pool = SIMPoolID(try request.identifier(pool))
        cid = try request.text("cid", limit: 64)
        page = try query.page()
        guard let cycle = try RequestedCycle(query) else { throw .invalidParameter }
        billingCycle = cycle
    }

    /// - Throws: ``DomainError/illegalBillingCycle(_:)``; for another account's pool as for one that there is not
    ///   ``DomainError/unknownSIMPool(_:)``, and for a pool of the other kind ``DomainError/poolOfOtherKind(_:)``.
    func response(_ kind: SIMPoolKind, in scope: TenantScope) throws -> PoolMembersResponse {
        let cycle = try billingCycle.cycle(in: scope)
        let members = try scope.simPools.members(
            of: pool, kind: kind, in: cycle, iccid: cid, offset: page.elementsBefore, limit: page.limit)
        return PoolMembersResponse(pool: pool, kind: kind, members: members, page: page)
    }
}

package struct PoolMembersResponse: JSONWritable {
    var pool: SIMPoolID
    var kind: SIMPoolKind
    var members: Page<SIMPoolMember>
    var page: HuaweiPage

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.members(of: page, count: members.total)
            $0.array("pool_members", members.elements) { json, member in
                json.object {
                    // The pool's, as the contract wants it, and not the card's.
                    $0.member("id", pool.rawValue)
                    $0.member("cid", member.iccid)
                    // A physical card has one plan, and its id is the card's (4.12).
                    $0.member("sim_price_plan_id", member.card.rawValue)
                    $0.member("flow_used", hundredths: member.used.megabyteHundredths)
                    if kind == .backward { $0.member("sim_status", member.status.rawValue) }
                }
            }
        }
    }
}
