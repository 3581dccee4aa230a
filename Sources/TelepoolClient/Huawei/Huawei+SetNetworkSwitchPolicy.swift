extension Huawei {
    /// Gives a three-network card a policy for switching networks.
    public struct SetNetworkSwitchPolicy: HuaweiRequest {
        public typealias Response = WorkOrderReference

        public static let route = "POST /v1/sim-cards/{sim_card_id}/network-switch-policy/set"

        /// 0 where the card is named by its container id.
        public var simCardID: Int
        /// Where the id is 0.
        public var cid: String?
        public var networkSwitchPolicyID: Int

        public init(simCardID: Int, cid: String? = nil, networkSwitchPolicyID: Int) {
            self.simCardID = simCardID
            self.cid = cid
            self.networkSwitchPolicyID = networkSwitchPolicyID
        }

        private enum CodingKeys: String, CodingKey {
            case simCardID = "sim_card_id"
            case cid
            case networkSwitchPolicyID = "network_switch_policy_id"
        }
    }
}
