extension Operator {
    /// Shows a SIM card.
    public struct ShowSIMCard: OperatorRequest, Decodable {
        public typealias Response = SIMCard

        public static let route = "GET /telepool/v1/sim-cards/{iccid}"

        public var iccid: String

        public init(iccid: String) {
            self.iccid = iccid
        }
    }
}
