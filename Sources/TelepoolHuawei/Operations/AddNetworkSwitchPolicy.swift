import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 新增网络切换策略: creates a network switch policy (`reference/huawei-gsl.md`, 4.18).
///
/// Which rules it takes depends on its version; those of the other version are checked and passed over.
package struct AddNetworkSwitchPolicy: HuaweiOperation {
    package static let route = Route(.post, "/v1/network-switch-policies")
    package static let access = Access.write(.manager)

    /// Stands for the carrier that was used last.
    static let lastUsed: Int64 = 4

    private var policyName: String
    private var rules: NetworkSwitchRules

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let body = try HuaweiBody(request)
        policyName = try body.required(body.text("policy_name", length: 1...32))
        let withSDK = try Self.rulesWithSDK(body)
        let switchOrder = try body.text("switch_order", length: 0...10) ?? ""
        let blacklist = try body.integer("blacklist", in: 0...3)
        switch try body.required(body.integer("version", in: 1...2)) {
        case 1: rules = .withSDK(withSDK)
        default:
            rules = .withoutSDK(
                order: try Self.carriers(switchOrder), blacklisted: blacklist.flatMap { Carrier(rawValue: $0) })
        }
    }

    package func perform(in scope: TenantScope) throws -> TextResponse {
        _ = try scope.networkSwitchPolicies.create(name: policyName, rules)
        return TextResponse(text: "true")
    }

    private static func rulesWithSDK(_ body: HuaweiBody) throws(HuaweiError) -> SDKNetworkSwitchRules {
        let preferred = try body.integer("preferred_carrier", in: 1...lastUsed) ?? Carrier.unicom.rawValue
        let least = try body.integer("least_preferred_carrier", in: 1...3).flatMap { Carrier(rawValue: $0) }
        let target = try body.text("connect_ip", length: 0...64) ?? ""
        guard target.isEmpty || isHost(target) else { throw .invalidParameter }
        return SDKNetworkSwitchRules(
            preferred: Carrier(rawValue: preferred), leastPreferred: least ?? .telecom,
            takesOptimalSignal: try body.boolean("optimal_signal") ?? false,
            switchesAutomatically: try body.boolean("auto_switch") ?? false,
            switchesOnWeakSignal: try body.boolean("weak_signal_switch") ?? false,
            pingTarget: target.isEmpty ? nil : target)
    }

    /// An address as the vendor's definition has it: a name or number of at least two parts, with a scheme, a port and a
    /// file if need be.
    private static func isHost(_ text: String) -> Bool {
        let pattern =
            /(https?:\/\/)?[A-Za-z0-9][-A-Za-z0-9]{0,62}(\.[A-Za-z0-9][-A-Za-z0-9]{0,62})+(:[0-9]+)?(\/[A-Za-z0-9_]+\.[A-Za-z0-9_]+)*/
        return text.wholeMatch(of: pattern) != nil
    }

    /// Different carriers, separated by commas: `3,1,2`.
    private static func carriers(_ text: String) throws(HuaweiError) -> [Carrier] {
        var carriers: [Carrier] = []
        for code in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard code.utf8.count == 1, let carrier = Int64(code).flatMap({ Carrier(rawValue: $0) }),
                !carriers.contains(carrier)
            else { throw .illegalSwitchOrder }
            carriers.append(carrier)
        }
        return carriers
    }
}
