import TelepoolDomain
import TelepoolJSON

/// A SIM card as the contract shows it (`reference/huawei-gsl.md`, 4.5). What does not apply is left out: everything that
/// only cards without a body have, the device's own reports, and limits that are not set.
struct SIMCardView: JSONWritable {
    /// All cards here are physical: `1.vSIM 2.eSIM 3.实体卡`.
    static let physical: Int64 = 3

    /// In Huawei Cloud's form.
    var accountID: String
    var card: HeldSIMCard
    var labels: SIMCardLabels

    /// The views of cards, in their order.
    static func views(of cards: [HeldSIMCard], in scope: TenantScope) throws -> [SIMCardView] {
        guard !cards.isEmpty else { return [] }
        let accountID = try scope.ownAccount().domainID
        let labels = try scope.simCards.labels(of: cards.map(\.id))
        return cards.map {
            SIMCardView(accountID: accountID, card: $0, labels: labels[$0.id] ?? SIMCardLabels())
        }
    }

    func write(to json: inout JSONWriter) {
        json.object {
            writeIdentity(to: &$0)
            writePlan(to: &$0)
            writeState(to: &$0)
        }
    }

    private func writeIdentity(to json: inout JSONWriter) {
        json.member("sim_card_id", card.id.rawValue)
        json.member("account_id", accountID)
        json.member("cid", card.iccid)
        if let pool = card.pool { json.member("sim_pool_id", pool.rawValue) }
        if let imei = card.imei { json.member("imei", imei) }
        json.member("sim_status", card.status.rawValue)
        if let time = card.activatedAt { json.member("act_date", time: time) }
        json.member("iccid", card.iccid)
        json.member("sim_type", Self.physical)
        if !labels.tags.isEmpty { json.member("tag_names", labels.tags.joined(separator: ",")) }
    }

    private func writePlan(to json: inout JSONWriter) {
        json.member("order_id", card.order.rawValue)
        if let time = card.expiresAt { json.member("expire_time", time: time) }
        json.member("price_plan_name", card.pricePlan.name)
        json.member("sim_price_plan_id", card.id.rawValue)
        card.writeFlow(to: &json)
    }

    private func writeState(to json: inout JSONWriter) {
        json.member("operator_status", card.stopReason.rawValue)
        if let msisdn = card.msisdn { json.member("msisdn", msisdn) }
        if let imsi = card.imsi { json.member("imsi", imsi) }
        for (slot, name) in Self.attributeNames {
            if let value = labels.attributes[slot] { json.member(name, value) }
        }
        json.member("real_named", card.isRealNamed)
        json.member("cut_net_flag", card.isCutOff)
        json.member("exceed_cut_net_flag", card.hasExceededQuota)
        if card.carrier == .telecom {
            if card.quotaMegabytes >= 0 { json.member("exceed_cut_net_quota", card.quotaMegabytes) }
            json.member("imei_bind_remain_times", max(0, WorkOrders.rebindsPerMonth - card.rebinds))
        }
        if card.speedKilobits >= 0 { json.member("speed_value", card.speedKilobits) }
    }

    private static let attributeNames: [(Int64, StaticString)] = [
        (1, "customer_attribute1"), (2, "customer_attribute2"), (3, "customer_attribute3"),
        (4, "customer_attribute4"), (5, "customer_attribute5"), (6, "customer_attribute6"),
    ]
}

extension HeldSIMCard {
    /// Writes what is left of the card's data and what is used of it in the cycle that runs now; with `total`, in the order
    /// of plan subscriptions, what it has.
    func writeFlow(to json: inout JSONWriter, withTotal: Bool = false) {
        // Of what is printed, so that the figures always agree; negative when overused.
        let (total, used) = (pricePlan.monthlyData.megabyteHundredths, used.megabyteHundredths)
        if withTotal {
            json.member("flow_total", hundredths: total)
            json.member("flow_used", hundredths: used)
            json.member("flow_left", hundredths: total - used)
        } else {
            json.member("flow_left", hundredths: total - used)
            json.member("flow_used", hundredths: used)
        }
    }
}
