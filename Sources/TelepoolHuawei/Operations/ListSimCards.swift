import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 查询SIM卡列表: lists cards (`reference/huawei-gsl.md`, 4.5).
package struct ListSimCards: HuaweiOperation {
    package static let route = Route(.get, "/v1/sim-cards")
    package static let access = Access.read(.reader)
    // Most filters and orders look at every card of the account.
    package static let isLong = true

    /// `nil` where no card can match, because it would have to be one without a body.
    private var filter: SIMCardFilter?
    private var order: SIMCardOrder
    private var isDescending: Bool
    private var page: HuaweiPage

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let query = HuaweiQuery(request)
        filter = try SIMCardFilter(request, query)
        (order, isDescending) = try Self.order(request)
        page = try query.page()
    }

    package func perform(in scope: TenantScope) throws -> Response {
        guard let filter else { return Response(cards: Page(elements: [], total: 0), page: page) }
        let cards = try scope.simCards.list(
            filter, by: order, descending: isDescending, offset: page.elementsBefore, limit: page.limit)
        let views = try SIMCardView.views(of: cards.elements, in: scope)
        return Response(cards: Page(elements: views, total: cards.total), page: page)
    }

    private static func order(_ request: RESTRequest) throws(HuaweiError) -> (SIMCardOrder, isDescending: Bool) {
        let order: SIMCardOrder =
            switch try request.text("sort", limit: 32) {
            case nil: .id
            case "cid": .iccid
            case "flow_used": .used
            case "flow_left": .left
            case "act_date": .activation
            case "expire_time": .expiry
            default: throw .invalidParameter
            }
        switch try request.text("order", limit: 32) {
        case nil, "asc": return (order, false)
        case "desc": return (order, true)
        default: throw .invalidParameter
        }
    }

    package struct Response: JSONWritable {
        fileprivate var cards: Page<SIMCardView>
        fileprivate var page: HuaweiPage

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.members(of: page, count: cards.total)
                $0.array("sim_cards", cards.elements) { json, card in card.write(to: &json) }
            }
        }
    }
}
