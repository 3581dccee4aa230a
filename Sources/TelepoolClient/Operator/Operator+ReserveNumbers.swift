extension Operator {
    /// Keeps free numbers of a pool for somebody for a time, all of them or none: those that are named, or so many.
    public struct ReserveNumbers: OperatorRequest, Decodable {
        public typealias Response = NumberReservation

        public static let route = "POST /telepool/v1/number-pools/{number_pool_no}/reservations"

        public var numberPoolNo: String
        public var purpose: String?
        /// For how long.
        public var seconds: Int
        /// Up to 500; or a count, not both.
        public var numbers: [String]?
        /// 1 to 500.
        public var count: Int?
        /// Goes with a count.
        public var cityCode: String?
        /// Goes with a count.
        public var type: NumberType?

        public init(
            numberPoolNo: String, purpose: String? = nil, seconds: Int, numbers: [String]? = nil, count: Int? = nil,
            cityCode: String? = nil, type: NumberType? = nil
        ) {
            self.numberPoolNo = numberPoolNo
            self.purpose = purpose
            self.seconds = seconds
            self.numbers = numbers
            self.count = count
            self.cityCode = cityCode
            self.type = type
        }

        private enum CodingKeys: String, CodingKey {
            case numberPoolNo = "number_pool_no"
            case purpose
            case seconds
            case numbers
            case count
            case cityCode = "city_code"
            case type
        }
    }
}
