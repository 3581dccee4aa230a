extension Huawei {
    /// Tells whether the carrier knows the holder of a card.
    public struct ShowRealNamed: HuaweiRequest {
        public static let route = "GET /v1/sim-cards/{sim_card_id}/real-named"

        /// 0 where the card is named by its ICCID.
        public var simCardID: Int
        /// Where the id is 0.
        public var iccid: String?

        public init(simCardID: Int, iccid: String? = nil) {
            self.simCardID = simCardID
            self.iccid = iccid
        }

        private enum CodingKeys: String, CodingKey {
            case simCardID = "sim_card_id"
            case iccid
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var iccid: String?
            public var realNamed: Bool

            private enum CodingKeys: String, CodingKey {
                case iccid
                case realNamed = "real_named"
            }
        }
    }
}
