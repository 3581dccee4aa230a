extension Operator {
    /// A price plan.
    public struct PricePlan: Codable, Hashable, Sendable {
        public var id: String
        public var name: String
        public var carrier: Carrier
        /// The data of a card for each month.
        public var dataMB: Int
        public var months: Int
        public var description: String
        /// `basic` or `add_on`.
        public var packageType: String
        /// `mobile` or `nb`.
        public var networkType: String
        public var autoRenew: Bool
        /// In fen.
        public var price: Int
        /// After which time an unused card is activated by itself.
        public var silentPeriod: Int?
        /// `year`, `month` or `day`.
        public var silentUnit: String?

        private enum CodingKeys: String, CodingKey {
            case id
            case name
            case carrier
            case dataMB = "data_mb"
            case months
            case description
            case packageType = "package_type"
            case networkType = "network_type"
            case autoRenew = "auto_renew"
            case price
            case silentPeriod = "silent_period"
            case silentUnit = "silent_unit"
        }
    }
}
