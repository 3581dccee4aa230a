extension Huawei {
    /// Lists cards that can use the networks of three carriers.
    public struct ListSimDeviceMultiply: HuaweiRequest {
        public static let route = "GET /v1/sim-cards-multiply"

        public var simCardID: Int?
        public var cid: String?
        public var orderID: Int?
        /// 1 with the vendor's software in the device, 2 without.
        public var version: Int?
        public var onlineCarrier: Carrier?
        public var iccid: String?
        /// The number of the page, from 1.
        public var offset: Int?
        /// How many on a page, 10 to 500; 10 where it is left out.
        public var limit: Int?

        public init(
            simCardID: Int? = nil, cid: String? = nil, orderID: Int? = nil, version: Int? = nil,
            onlineCarrier: Carrier? = nil, iccid: String? = nil, offset: Int? = nil, limit: Int? = nil
        ) {
            self.simCardID = simCardID
            self.cid = cid
            self.orderID = orderID
            self.version = version
            self.onlineCarrier = onlineCarrier
            self.iccid = iccid
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case simCardID = "sim_card_id"
            case cid
            case orderID = "order_id"
            case version
            case onlineCarrier = "online_carrier"
            case iccid
            case offset
            case limit
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var limit: Int
            public var offset: Int
            /// How many there are on all pages.
            public var count: Int
            public var simCards: [Card]

            private enum CodingKeys: String, CodingKey {
                case limit
                case offset
                case count
                case simCards = "sim_cards"
            }
        }

        /// A card for three networks.
        public struct Card: Codable, Hashable, Sendable {
            public var simCardID: Int
            public var cid: String?
            public var onlineCarrier: Carrier?
            public var networkSwitchPolicyID: Int?
            public var policyName: String?
            public var version: Int?
            public var iccidMobile: String?
            public var iccidUnicom: String?
            /// In the contract's own spelling.
            public var iccidTelecom: String?
            public var orderID: Int?

            private enum CodingKeys: String, CodingKey {
                case simCardID = "sim_card_id"
                case cid
                case onlineCarrier = "online_carrier"
                case networkSwitchPolicyID = "network_switch_policy_id"
                case policyName = "policy_name"
                case version
                case iccidMobile = "iccid_mobile"
                case iccidUnicom = "iccid_unicom"
                case iccidTelecom = "iccid_telcom"
                case orderID = "order_id"
            }
        }
    }
}

extension Huawei.ListSimDeviceMultiply: ListingRequest {
    public static func elements(of page: Response) -> [Card] { page.simCards }

    public func next(after page: Response) -> Huawei.ListSimDeviceMultiply? {
        guard let number = followingPage(after: page, at: offset) else { return nil }
        var next = self
        next.offset = number
        return next
    }
}

extension Huawei.ListSimDeviceMultiply.Response: HuaweiPage {}
