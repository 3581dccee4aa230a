extension Huawei {
    /// Lists network switch policies.
    public struct ListNetworkSwitchPolicies: HuaweiRequest {
        public static let route = "GET /v1/network-switch-policies"

        /// Part of the name.
        public var policyName: String?
        public var version: Int?
        /// The number of the page, from 1.
        public var offset: Int?
        /// How many on a page, 10 to 500; 10 where it is left out.
        public var limit: Int?

        public init(policyName: String? = nil, version: Int? = nil, offset: Int? = nil, limit: Int? = nil) {
            self.policyName = policyName
            self.version = version
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case policyName = "policy_name"
            case version
            case offset
            case limit
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var limit: Int
            public var offset: Int
            /// How many there are on all pages.
            public var count: Int
            public var policies: [Policy]

            private enum CodingKeys: String, CodingKey {
                case limit
                case offset
                case count
                case policies = "network_switch_policy_list"
            }
        }

        /// A policy for switching networks.
        public struct Policy: Codable, Hashable, Sendable {
            public var id: Int
            public var policyName: String
            public var preferredCarrier: Int?
            public var leastPreferredCarrier: Int?
            public var optimalSignal: Bool?
            public var autoSwitch: Bool?
            public var weakSignalSwitch: Bool?
            public var connectIP: String?
            public var createTime: String?
            public var modifyTime: String?
            public var status: Int?
            public var type: Int?
            public var used: Bool?
            public var version: Int?
            public var switchOrder: String?
            public var blacklist: Int?

            private enum CodingKeys: String, CodingKey {
                case id
                case policyName = "policy_name"
                case preferredCarrier = "preferred_carrier"
                case leastPreferredCarrier = "least_preferred_carrier"
                case optimalSignal = "optimal_signal"
                case autoSwitch = "auto_switch"
                case weakSignalSwitch = "weak_signal_switch"
                case connectIP = "connect_ip"
                case createTime = "create_time"
                case modifyTime = "modify_time"
                case status
                case type
                case used
                case version
                case switchOrder = "switch_order"
                case blacklist
            }
        }
    }
}

extension Huawei.ListNetworkSwitchPolicies: ListingRequest {
    public static func elements(of page: Response) -> [Policy] { page.policies }

    public func next(after page: Response) -> Huawei.ListNetworkSwitchPolicies? {
        guard let number = followingPage(after: page, at: offset) else { return nil }
        var next = self
        next.offset = number
        return next
    }
}

extension Huawei.ListNetworkSwitchPolicies.Response: HuaweiPage {}
