extension Operator {
    /// Creates a price plan. Creating the same plan again changes nothing.
    public struct CreatePricePlan: OperatorRequest, Decodable {
        public typealias Response = PricePlan

        public static let route = "POST /telepool/v1/price-plans"

        public var id: String
        public var name: String
        public var carrier: Carrier
        /// The data of a card for each month.
        public var dataMB: Int
        /// For how many months a card has it.
        public var months: Int
        public var description: String?
        /// `basic`, unless it is `add_on`.
        public var packageType: String?
        /// `mobile`, unless it is `nb`.
        public var networkType: String?
        public var autoRenew: Bool?
        /// In fen.
        public var price: Int?
        /// After which time an unused card is activated by itself.
        public var silentPeriod: Int?
        /// `month`, unless it is `year` or `day`.
        public var silentUnit: String?

        public init(
            id: String, name: String, carrier: Carrier, dataMB: Int, months: Int, description: String? = nil,
            packageType: String? = nil, networkType: String? = nil, autoRenew: Bool? = nil, price: Int? = nil,
            silentPeriod: Int? = nil, silentUnit: String? = nil
        ) {
            self.id = id
            self.name = name
            self.carrier = carrier
            self.dataMB = dataMB
            self.months = months
            self.description = description
            self.packageType = packageType
            self.networkType = networkType
            self.autoRenew = autoRenew
            self.price = price
            self.silentPeriod = silentPeriod
            self.silentUnit = silentUnit
        }

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
