extension Huawei {
    /// Tells what cards have used in billing cycles. Cards that the account does not hold are left out.
    public struct ShowMonthUsages: HuaweiRequest {
        public static let route = "POST /v1/sim-cards/month-usages"

        /// At most 500.
        public var simCardIDs: [Int]?
        /// Where there are no ids.
        public var iccids: [String]?
        /// `2022-09`, at most six.
        public var billingCycles: [String]

        public init(simCardIDs: [Int]? = nil, iccids: [String]? = nil, billingCycles: [String]) {
            self.simCardIDs = simCardIDs
            self.iccids = iccids
            self.billingCycles = billingCycles
        }

        private enum CodingKeys: String, CodingKey {
            case simCardIDs = "sim_card_ids"
            case iccids
            case billingCycles = "billing_cycles"
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var monthUsages: [CardUsage]

            private enum CodingKeys: String, CodingKey {
                case monthUsages = "month_usages"
            }
        }

        /// What a card has used.
        public struct CardUsage: Codable, Hashable, Sendable {
            public var simCardID: Int
            public var iccid: String?
            public var flowUsages: [CycleUsage]

            private enum CodingKeys: String, CodingKey {
                case simCardID = "sim_card_id"
                case iccid
                case flowUsages = "flow_usages"
            }
        }

        /// What a card has used in a billing cycle.
        public struct CycleUsage: Codable, Hashable, Sendable {
            /// `202209`.
            public var billingCycle: String
            /// In MB.
            public var flowUsed: Double

            private enum CodingKeys: String, CodingKey {
                case billingCycle = "billing_cycle"
                case flowUsed = "flow_used"
            }
        }
    }
}
