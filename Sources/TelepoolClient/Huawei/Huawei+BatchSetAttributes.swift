extension Huawei {
    /// Sets values of custom attributes of cards.
    public struct BatchSetAttributes: HuaweiRequest {
        public typealias Response = NoContent

        public static let route = "POST /v1/sim-cards/attributes/batch-set"

        /// At most 500.
        public var attributes: [CardAttributes]

        public init(attributes: [CardAttributes]) {
            self.attributes = attributes
        }

        /// The values of a card; those that are left out stay as they are.
        public struct CardAttributes: Codable, Hashable, Sendable {
            /// 0 where the card is named by its ICCID.
            public var simCardID: Int
            /// Where the id is 0.
            public var iccid: String?
            public var customerAttribute1: String?
            public var customerAttribute2: String?
            public var customerAttribute3: String?
            public var customerAttribute4: String?
            public var customerAttribute5: String?
            public var customerAttribute6: String?

            public init(
                simCardID: Int, iccid: String? = nil, customerAttribute1: String? = nil,
                customerAttribute2: String? = nil, customerAttribute3: String? = nil, customerAttribute4: String? = nil,
                customerAttribute5: String? = nil, customerAttribute6: String? = nil
            ) {
                self.simCardID = simCardID
                self.iccid = iccid
                self.customerAttribute1 = customerAttribute1
                self.customerAttribute2 = customerAttribute2
                self.customerAttribute3 = customerAttribute3
                self.customerAttribute4 = customerAttribute4
                self.customerAttribute5 = customerAttribute5
                self.customerAttribute6 = customerAttribute6
            }

            private enum CodingKeys: String, CodingKey {
                case simCardID = "sim_card_id"
                case iccid
                case customerAttribute1 = "customer_attribute1"
                case customerAttribute2 = "customer_attribute2"
                case customerAttribute3 = "customer_attribute3"
                case customerAttribute4 = "customer_attribute4"
                case customerAttribute5 = "customer_attribute5"
                case customerAttribute6 = "customer_attribute6"
            }
        }
    }
}
