import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 查询策略列表: lists network switch policies (`reference/huawei-gsl.md`, 4.18).
package struct ListNetworkSwitchPolicies: HuaweiOperation {
    package static let route = Route(.get, "/v1/network-switch-policies")
    package static let access = Access.read(.reader)

    /// Part of the name.
    private var policyName: String?
    private var version: Int64?
    private var page: HuaweiPage

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let query = HuaweiQuery(request)
        policyName = try query.text("policy_name", limit: 32)
        version = try query.integer("version", in: 1...2)
        page = try query.page()
    }

    package func perform(in scope: TenantScope) throws -> Response {
        let policies = try scope.networkSwitchPolicies.list(
            namePart: policyName, version: version, offset: page.elementsBefore, limit: page.limit)
        return Response(policies: policies, page: page)
    }

    package struct Response: JSONWritable {
        var policies: Page<NetworkSwitchPolicy>
        var page: HuaweiPage

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.members(of: page, count: policies.total)
                $0.array("network_switch_policy_list", policies.elements) { json, policy in
                    json.object { Self.write(policy, to: &$0) }
                }
            }
        }

        /// What does not apply to a policy's version is left out, but for the switches, which are off.
        private static func write(_ policy: NetworkSwitchPolicy, to json: inout JSONWriter) {
            json.member("id", policy.id.rawValue)
            json.member("policy_name", policy.name)
            switch policy.rules {
            case .withSDK(let rules):
                json.member("preferred_carrier", rules.preferred?.rawValue ?? AddNetworkSwitchPolicy.lastUsed)
                json.member("least_preferred_carrier", rules.leastPreferred.rawValue)
                json.member("optimal_signal", rules.takesOptimalSignal)
                json.member("auto_switch", rules.switchesAutomatically)
                json.member("weak_signal_switch", rules.switchesOnWeakSignal)
                if let target = rules.pingTarget { json.member("connect_ip", target) }
            case .withoutSDK:
                json.member("optimal_signal", false)
                json.member("auto_switch", false)
            }
            json.member("create_time", time: policy.createdAt)
            json.member("modify_time", time: policy.modifiedAt)
            // Policies here are never disabled, and all of them are the account's own.
            json.member("status", 1)
            json.member("type", 1)
            json.member("used", policy.isUsed)
            json.member("version", policy.rules.version)
            guard case .withoutSDK(let order, let blacklisted) = policy.rules else {
                return json.member("blacklist", 0)
            }
            json.member("switch_order", order.map { String($0.rawValue) }.joined(separator: ","))
            json.member("blacklist", blacklisted?.rawValue ?? 0)
        }
    }
}
