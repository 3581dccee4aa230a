import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 查询三网卡列表: lists cards that can use the networks of three carriers (`reference/huawei-gsl.md`, 4.19).
package struct ListSimDeviceMultiply: HuaweiOperation {
    package static let route = Route(.get, "/v1/sim-cards-multiply")
    package static let access = Access.read(.reader)

    private var filter: ThreeNetworkCardFilter
    private var page: HuaweiPage

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let query = HuaweiQuery(request)
        filter = ThreeNetworkCardFilter(
            // 0 stands for a card that is named otherwise (4.0).
            id: try query.integer("sim_card_id", in: 0...Int64.max).flatMap { $0 == 0 ? nil : SIMCardID($0) },
            cid: try request.text("cid", limit: 20),
            order: try query.integer("order_id", in: 0...Int64.max).map(OrderID.init),
            version: try query.integer("version", in: 1...2),
            onlineCarrier: try query.integer("online_carrier", in: 1...3),
            iccid: try request.text("iccid", limit: 20))
        page = try query.page()
    }

    /// - Throws: ``DomainError/simCard(_:)`` where a card is asked for that the account does not hold.
    package func perform(in scope: TenantScope) throws -> Response {
        if let id = filter.id { _ = try scope.simCards.named(.id(id)) }
        let cards = try scope.threeNetworkCards.list(filter, offset: page.elementsBefore, limit: page.limit)
        return Response(cards: cards, page: page)
    }

    package struct Response: JSONWritable {
        package var cards: Page<ThreeNetworkCard>
        package var page: HuaweiPage

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.members(of: page, count: cards.total)
                $0.array("sim_cards", cards.elements) { json, card in
                    json.object {
                        $0.member("sim_card_id", card.id.rawValue)
                        $0.member("cid", card.cid)
                        $0.member("online_carrier", card.onlineCarrier.rawValue)
                        if let policy = card.policy { $0.member("network_switch_policy_id", policy) }
                        if let name = card.policyName { $0.member("policy_name", name) }
                        $0.member("version", card.version)
                        $0.member("iccid_mobile", card.iccidMobile)
                        $0.member("iccid_unicom", card.iccidUnicom)
                        // The contract's own spelling.
                        $0.member("iccid_telcom", card.iccidTelecom)
                        $0.member("order_id", card.order.rawValue)
                    }
                }
            }
        }
    }
}
