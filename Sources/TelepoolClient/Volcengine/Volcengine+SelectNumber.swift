extension Volcengine {
    /// Picks numbers of a pool that could be bound, without binding them.
    public struct SelectNumber: VolcengineRequest {
        public var numberPoolNo: String
        /// 1 to 500; 1 where it is left out.
        public var numberCount: Int?
        public var numberType: NumberType?
        /// The area code of the city that the number should be of.
        public var cityCode: String?
        /// `A` or `B`: of the city of that party.
        public var cityCodeByPhoneNo: String?
        /// Up to five cities to fall back to; `PNPC` is the capital of the province.
        public var degradeCityList: [String]?
        /// 1 picks at random among those that fit.
        public var randomFlag: Int?

        public init(
            numberPoolNo: String, numberCount: Int? = nil, numberType: NumberType? = nil, cityCode: String? = nil,
            cityCodeByPhoneNo: String? = nil, degradeCityList: [String]? = nil, randomFlag: Int? = nil
        ) {
            self.numberPoolNo = numberPoolNo
            self.numberCount = numberCount
            self.numberType = numberType
            self.cityCode = cityCode
            self.cityCodeByPhoneNo = cityCodeByPhoneNo
            self.degradeCityList = degradeCityList
            self.randomFlag = randomFlag
        }

        private enum CodingKeys: String, CodingKey {
            case numberPoolNo = "NumberPoolNo"
            case numberCount = "NumberCount"
            case numberType = "NumberType"
            case cityCode = "CityCode"
            case cityCodeByPhoneNo = "CityCodeByPhoneNo"
            case degradeCityList = "DegradeCityList"
            case randomFlag = "RandomFlag"
        }

        /// The numbers.
        public struct Response: Codable, Hashable, Sendable {
            public var records: [Record]
            public var total: Int

            private enum CodingKeys: String, CodingKey {
                case records = "Records"
                case total = "Total"
            }
        }

        /// A number.
        public struct Record: Codable, Hashable, Sendable {
            public var number: String
            public var numberTypeCode: NumberType?
            public var numberTypeDesc: String?
            public var cityCode: String?
            public var numberLocation: String?
            public var currentBindCount: Int?

            private enum CodingKeys: String, CodingKey {
                case number = "Number"
                case numberTypeCode = "NumberTypeCode"
                case numberTypeDesc = "NumberTypeDesc"
                case cityCode = "CityCode"
                case numberLocation = "NumberLocation"
                case currentBindCount = "CurrentBindCount"
            }
        }
    }
}
