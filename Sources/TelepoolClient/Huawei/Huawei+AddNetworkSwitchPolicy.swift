extension Huawei {
    /// Creates a network switch policy. Which rules it takes depends on its version.
    public struct AddNetworkSwitchPolicy: HuaweiRequest {
        public typealias Response = Bool

        public static let route = "POST /v1/network-switch-policies"

        /// At most 32 characters.
        public var policyName: String
        /// 1 with the vendor's software in the device, 2 without.
        public var version: Int
        /// 4 is the one that was used last.
        public var preferredCarrier: Int?
        public var leastPreferredCarrier: Int?
        public var optimalSignal: Bool?
        public var autoSwitch: Bool?
        public var weakSignalSwitch: Bool?
        /// What the device pings.
        public var connectIP: String?
        /// Carriers, `3,1,2`.
        public var switchOrder: String?
        /// A carrier; 0 for none.
        public var blacklist: Int?

        public init(
            policyName: String, version: Int, preferredCarrier: Int? = nil, leastPreferredCarrier: Int? = nil,
            optimalSignal: Bool? = nil, autoSwitch: Bool? = nil, weakSignalSwitch: Bool? = nil,
            connectIP: String? = nil, switchOrder: String? = nil, blacklist: Int? = nil
        ) {
            self.policyName = policyName
            self.version = version
            self.preferredCarrier = preferredCarrier
            self.leastPreferredCarrier = leastPreferredCarrier
            self.optimalSignal = optimalSignal
            self.autoSwitch = autoSwitch
            self.weakSignalSwitch = weakSignalSwitch
            self.connectIP = connectIP
            self.switchOrder = switchOrder
            self.blacklist = blacklist
        }

        private enum CodingKeys: String, CodingKey {
            case policyName = "policy_name"
            case version
            case preferredCarrier = "preferred_carrier"
            case leastPreferredCarrier = "least_preferred_carrier"
            case optimalSignal = "optimal_signal"
            case autoSwitch = "auto_switch"
            case weakSignalSwitch = "weak_signal_switch"
            case connectIP = "connect_ip"
            case switchOrder = "switch_order"
            case blacklist
        }
    }
}
