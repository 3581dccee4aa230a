extension Operator {
    /// Makes a SIM pool of whole orders, which have to be of one price plan and in no pool yet.
    public struct CreateSIMPool: OperatorRequest, Decodable {
        public typealias Response = SIMPool

        public static let route = "POST /telepool/v1/sim-pools"

        public var name: String
        public var orderIDs: [Int]
        /// When the pool begins; now, if left out.
        public var since: String?
        /// Forward, if left out.
        public var kind: SIMPoolKind?
        /// Suspend, if left out.
        public var policy: SIMPoolPolicy?

        public init(
            name: String, orderIDs: [Int], since: String? = nil, kind: SIMPoolKind? = nil, policy: SIMPoolPolicy? = nil
        ) {
            self.name = name
            self.orderIDs = orderIDs
            self.since = since
            self.kind = kind
            self.policy = policy
        }

        private enum CodingKeys: String, CodingKey {
            case name
            case orderIDs = "order_ids"
            case since
            case kind
            case policy
        }
    }
}
