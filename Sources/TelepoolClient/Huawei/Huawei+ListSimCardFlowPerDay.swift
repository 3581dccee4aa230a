extension Huawei {
    /// Tells what cards have used on each day of a month, or on one day, in Beijing.
    public struct ListSimCardFlowPerDay: HuaweiRequest {
        public typealias Response = [Day]

        public static let route = "POST /v1/sim-cards/batch-daily-flow"

        /// At most 500; or ICCIDs, not both.
        public var simCardIDs: [Int]?
        public var iccids: [String]?
        /// `202209`; or a day, not both.
        public var month: String?
        /// `20220922`.
        public var date: String?

        public init(simCardIDs: [Int]? = nil, iccids: [String]? = nil, month: String? = nil, date: String? = nil) {
            self.simCardIDs = simCardIDs
            self.iccids = iccids
            self.month = month
            self.date = date
        }

        private enum CodingKeys: String, CodingKey {
            case simCardIDs = "sim_card_ids"
            case iccids
            case month
            case date
        }

        /// What cards have used on a day.
        public struct Day: Codable, Hashable, Sendable {
            public var date: String
            public var simFlow: [CardUsage]

            private enum CodingKeys: String, CodingKey {
                case date
                case simFlow = "sim_flow"
            }
        }

        /// What a card has used.
        public struct CardUsage: Codable, Hashable, Sendable {
            public var simCardID: Int?
            public var iccid: String?
            /// In MB.
            public var flow: Double

            private enum CodingKeys: String, CodingKey {
                case simCardID = "sim_card_id"
                case iccid
                case flow
            }
        }
    }
}
