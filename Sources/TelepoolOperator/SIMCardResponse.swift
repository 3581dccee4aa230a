import TelepoolDomain
package import TelepoolJSON
import TelepoolTime

/// A SIM card as this API shows it, with the columns that it can be imported with.
package struct SIMCardResponse: OperatorResponse {
    package static let schema = JSONSchema.object(
        [
            "id": .integer(1...), "iccid": .digits(19...20), "order_id": .integer(1...), "price_plan_id": .string,
            "status": .choice(SIMCardStatus.allCases.map(\.name)).about("Without what stops it at this time."),
            "operator_status": .integer(-1...7).about(
                "Why it does not work at this time, as Huawei Cloud GSL codes it."),
            "used_bytes": .count.about("In the billing cycle that runs now."), "real_named": .boolean,
        ],
        optional: [
            "msisdn": .string, "imsi": .string, "imei": .string, "sim_pool_id": .integer(1...), "activated_at": .time,
            "disassembled_at": .time, "silent_until": .time,
        ]
    ).named("SIMCard")

    var card: HeldSIMCard

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("id", card.id.rawValue)
            $0.member("iccid", card.iccid)
            $0.member("order_id", card.order.rawValue)
            $0.member("price_plan_id", card.pricePlan.id.rawValue)
            $0.member("status", card.ownStatus.name)
            $0.member("operator_status", card.stopReason.rawValue)
            $0.member("used_bytes", card.used.bytes)
            $0.member("real_named", card.isRealNamed)
            if let msisdn = card.msisdn { $0.member("msisdn", msisdn) }
            if let imsi = card.imsi { $0.member("imsi", imsi) }
            if let imei = card.imei { $0.member("imei", imei) }
            if let pool = card.pool { $0.member("sim_pool_id", pool.rawValue) }
            if let time = card.activatedAt { $0.member("activated_at", time.description) }
            if let time = card.disassembledAt { $0.member("disassembled_at", time.description) }
            if let time = card.silentUntil { $0.member("silent_until", time.description) }
        }
    }
}

extension Input<String> {
    static var iccid: Input { Input("iccid", .iccid, "What is printed on the card.") }
}

extension TenantScope {
    /// The card that a request names.
    func simCard(_ iccid: String) throws -> HeldSIMCard {
        guard let card = try simCards.find(iccid: iccid) else { throw DomainError.simCard(.unknown) }
        return card
    }
}
