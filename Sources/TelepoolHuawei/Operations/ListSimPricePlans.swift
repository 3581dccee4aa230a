import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 查询SIM卡套餐列表: lists the plan of a card, with its use in the cycle that runs now (`reference/huawei-gsl.md`, 4.12).
///
/// A physical card has one plan, so that the first page has one element; of a card that the account does not hold, none.
package struct ListSimPricePlans: HuaweiOperation {
    package static let route = Route(.get, "/v1/sim-price-plans")
    package static let access = Access.read(.reader)

    private var card: SIMCardReference
    private var page: HuaweiPage

    package init(_ request: RESTRequest) throws(HuaweiError) {
        guard let card = try SIMCardAddress.inQuery(request) else { throw .invalidParameter }
        self.card = card
        let query = HuaweiQuery(request)
        // What has been used is always what is known now.
        _ = try query.boolean("real_time")
        page = try query.page()
    }

    package func perform(in scope: TenantScope) throws -> Response {
        let cards = page.elementsBefore == 0 ? try scope.simCards.find([card]).values.first : nil
        return Response(accountID: try scope.ownAccount().domainID, card: cards)
    }

    package struct Response: JSONWritable {
        package var accountID: String
        package var card: HeldSIMCard?

        package func write(to json: inout JSONWriter) {
            json.array { json in
                guard let card else { return }
                json.object {
                    writeSubscription(card, to: &$0)
                    card.writeFlow(to: &$0, withTotal: true)
                    writeTerms(card, to: &$0)
                }
            }
        }

        private func writeSubscription(_ card: HeldSIMCard, to json: inout JSONWriter) {
            json.member("id", card.id.rawValue)
            json.member("account_id", accountID)
            json.member("sim_card_id", card.id.rawValue)
            json.member("status", card.subscriptionStatus)
            json.member("price_plan_id", card.pricePlan.id.rawValue)
            json.member("price_plan_name", card.pricePlan.name)
            json.member("description", card.pricePlan.description)
            json.member("cid", card.iccid)
            // A text here, unlike everywhere else.
            json.member("order_id", card.order.description)
            json.member("create_time", time: card.createdAt)
            if let time = card.activatedAt { json.member("active_time", time: time) }
            if let time = card.expiresAt { json.member("stop_time", time: time) }
        }

        private func writeTerms(_ card: HeldSIMCard, to json: inout JSONWriter) {
            json.member("using", card.ownStatus.membership == .activated && card.stopReason != .planEnded ? "1" : "0")
            // Whether it renews itself, unlike in the list of plans.
            json.member("package_type", Int64(card.pricePlan.renewsItself ? 1 : 0))
            card.pricePlan.writeBeginning(to: &json)
            json.member("auto_renew", Int64(card.pricePlan.renewsItself ? 1 : 0))
            json.member("location_desc", PricePlan.locationName)
        }
    }
}

extension HeldSIMCard {
    /// `0 已删除 1 可激活 2 在用 3 使用完 5 已停用`
    fileprivate var subscriptionStatus: Int64 {
        switch status {
        case .testable, .inactive, .activatable: 1
        case .inUse: 2
        case .suspended: stopReason == .used ? 3 : 5
        case .disassembled: 0
        }
    }
}
