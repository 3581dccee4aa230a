import TelepoolDomain
package import TelepoolJSON

/// A SIM pool as this API shows it.
package struct SIMPoolResponse: OperatorResponse {
    package static let schema = JSONSchema.object([
        "id": .integer(1...), "name": .string, "kind": .choice(SIMPoolKind.names.map(\.0)),
        "policy": .choice(SIMPoolPolicy.names.map(\.0)), "price_plan_id": .string,
        "carrier": .choice(Carrier.names.map(\.0)),
        "status": .choice(["in_use", "stopped", "discarded"]).about("Only backward pools can be stopped."),
        "order_ids": .array(of: .integer(ImportSIMCards.orderIDs)),
    ]).named("SIMPool")

    var pool: SIMPool

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("id", pool.id.rawValue)
            $0.member("name", pool.name)
            $0.member("kind", pool.kind.name)
            $0.member("policy", pool.policy.name)
            $0.member("price_plan_id", pool.pricePlan.rawValue)
            $0.member("carrier", pool.carrier.name)
            $0.member("status", status)
            $0.array("order_ids", pool.orders) { json, order in json.integer(order.rawValue) }
        }
    }

    private var status: String {
        guard pool.status == .inUse else { return "discarded" }
        return pool.kind == .forward ? "in_use" : pool.backStatus.name
    }
}

extension SIMPoolKind {
    /// The kinds by the names that this API gives them.
    static let names: [(String, SIMPoolKind)] = allCases.map { ($0.name, $0) }

    var name: String {
        switch self {
        case .forward: "forward"
        case .backward: "backward"
        }
    }
}

extension SIMPoolPolicy {
    /// The policies by the names that this API gives them.
    static let names: [(String, SIMPoolPolicy)] = allCases.map { ($0.name, $0) }

    var name: String {
        switch self {
        case .suspend: "suspend"
        case .allow: "allow"
        }
    }
}

extension BackPoolStatus {
    /// The states by the names that this API gives them.
    static let names: [(String, BackPoolStatus)] = allCases.map { ($0.name, $0) }

    var name: String {
        switch self {
        case .inUse: "in_use"
        case .stopped: "stopped"
        case .discarded: "discarded"
        }
    }
}

extension Input<SIMPoolID> {
    static var simPool: Input { Input("sim_pool_id", .id(1...), "The SIM pool.") }
}
