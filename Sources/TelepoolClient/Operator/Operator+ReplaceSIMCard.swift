extension Operator {
    /// Gives the holder of a SIM card another one; usage that still comes under the old ICCID is the new card's.
    public struct ReplaceSIMCard: OperatorRequest {
        public typealias Response = SIMCard

        public static let route = "POST /telepool/v1/sim-cards/{iccid}/replace"

        /// That of the old card.
        public var iccid: String
        public var newICCID: String
        public var imsi: String?

        public init(iccid: String, newICCID: String, imsi: String? = nil) {
            self.iccid = iccid
            self.newICCID = newICCID
            self.imsi = imsi
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            // The path and the body have the same name for different things.
            try container.encode(iccid, forKey: .iccid)
            try container.encode(newICCID, forKey: .iccid)
            try container.encodeIfPresent(imsi, forKey: .imsi)
        }

        private enum CodingKeys: String, CodingKey {
            case iccid
            case imsi
        }
    }
}
