import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 批量查询SIM卡套餐用量: tells what cards have of their plans in the cycle that runs now, what they have used of it and what
/// is left (`reference/huawei-gsl.md`, 4.13).
package struct ListFlowBySimCards: HuaweiOperation {
    package static let route = Route(.post, "/v1/sim-price-plans/usage/batch-query")
    package static let access = Access.read(.reader)

    private static let cardLimit = 50

    private var cards: SIMCardSelection

    package init(_ request: RESTRequest) throws(HuaweiError) {
        cards = try SIMCardSelection(
            HuaweiBody(request), limit: Self.cardLimit, iccidLength: 1...20, excess: .tooManyICCIDs)
    }

    package func perform(in scope: TenantScope) throws -> Response {
        let found = try scope.simCards.find(cards.references)
        let unknown = cards.references.filter { found[$0] == nil }
        guard unknown.isEmpty else { throw HuaweiError.unknownICCIDs(unknown.map(\.description)) }
        return Response(
            accountID: try scope.ownAccount().domainID, cards: cards.references.compactMap { found[$0] })
    }

    package struct Response: JSONWritable {
        package var accountID: String
        package var cards: [HeldSIMCard]

        package func write(to json: inout JSONWriter) {
            json.array { json in
                for card in cards {
                    json.object {
                        $0.member("id", card.id.rawValue)
                        $0.member("account_id", accountID)
                        $0.member("sim_card_id", card.id.rawValue)
                        $0.member("price_plan_id", card.pricePlan.id.rawValue)
                        $0.member("price_plan_name", card.pricePlan.name)
                        $0.member("iccid", card.iccid)
                        card.writeFlow(to: &$0, withTotal: true)
                    }
                }
            }
        }
    }
}
