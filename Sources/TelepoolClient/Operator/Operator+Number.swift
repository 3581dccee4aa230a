extension Operator {
    /// A number.
    public struct Number: Codable, Hashable, Sendable {
        public var number: String
        public var type: NumberType
        /// The area code of its city; empty where it is not known.
        public var cityCode: String
        public var purchaseTime: String
        public var qualificationNo: String
        /// As ``Volcengine/NumberStatus`` counts.
        public var status: Int
        /// Those that are in force.
        public var bindings: Int
        /// `assigned`, `available`, `reserved`, `aging`, `disabled` or `cancelled`.
        public var availability: String
        public var numberPoolNo: String
        public var numberPoolName: String
        /// Until when it is reserved or rests.
        public var until: String?

        private enum CodingKeys: String, CodingKey {
            case number
            case type
            case cityCode = "city_code"
            case purchaseTime = "purchase_time"
            case qualificationNo = "qualification_no"
            case status
            case bindings
            case availability
            case numberPoolNo = "number_pool_no"
            case numberPoolName = "number_pool_name"
            case until
        }
    }
}
