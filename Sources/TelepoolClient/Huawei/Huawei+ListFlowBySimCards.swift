extension Huawei {
    /// Tells what cards have of their plans in the cycle that runs now.
    public struct ListFlowBySimCards: HuaweiRequest {
        public typealias Response = [Flow]

        public static let route = "POST /v1/sim-price-plans/usage/batch-query"

        /// At most 50.
        public var simCardIDs: [Int]?
        /// Where there are no ids.
        public var iccids: [String]?

        public init(simCardIDs: [Int]? = nil, iccids: [String]? = nil) {
            self.simCardIDs = simCardIDs
            self.iccids = iccids
        }

        private enum CodingKeys: String, CodingKey {
            case simCardIDs = "sim_card_ids"
            case iccids
        }

        /// What a card has used of its plan, and what is left, in MB.
        public struct Flow: Codable, Hashable, Sendable {
            public var id: Int
            public var accountID: String?
            public var simCardID: Int?
            public var pricePlanID: String?
            public var pricePlanName: String?
            public var iccid: String?
            public var flowTotal: Double
            public var flowUsed: Double
            public var flowLeft: Double

            private enum CodingKeys: String, CodingKey {
                case id
                case accountID = "account_id"
                case simCardID = "sim_card_id"
                case pricePlanID = "price_plan_id"
                case pricePlanName = "price_plan_name"
                case iccid
                case flowTotal = "flow_total"
                case flowUsed = "flow_used"
                case flowLeft = "flow_left"
            }
        }
    }
}
