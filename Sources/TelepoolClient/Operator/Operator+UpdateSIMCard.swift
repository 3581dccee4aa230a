extension Operator {
    /// Says of a SIM card what its carrier knows; what is left out stays as it is.
    public struct UpdateSIMCard: OperatorRequest, Decodable {
        public typealias Response = SIMCard

        public static let route = "PATCH /telepool/v1/sim-cards/{iccid}"

        public var iccid: String
        /// Whether its holder's name is registered.
        public var realNamed: Bool?
        /// Comes with the four that follow: they make it a card for three networks.
        public var version: Int?
        public var onlineCarrier: Carrier?
        public var iccidMobile: String?
        public var iccidUnicom: String?
        public var iccidTelecom: String?

        public init(
            iccid: String, realNamed: Bool? = nil, version: Int? = nil, onlineCarrier: Carrier? = nil,
            iccidMobile: String? = nil, iccidUnicom: String? = nil, iccidTelecom: String? = nil
        ) {
            self.iccid = iccid
            self.realNamed = realNamed
            self.version = version
            self.onlineCarrier = onlineCarrier
            self.iccidMobile = iccidMobile
            self.iccidUnicom = iccidUnicom
            self.iccidTelecom = iccidTelecom
        }

        private enum CodingKeys: String, CodingKey {
            case iccid
            case realNamed = "real_named"
            case version
            case onlineCarrier = "online_carrier"
            case iccidMobile = "iccid_mobile"
            case iccidUnicom = "iccid_unicom"
            case iccidTelecom = "iccid_telecom"
        }
    }
}
