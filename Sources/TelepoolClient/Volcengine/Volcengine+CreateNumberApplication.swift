extension Volcengine {
    /// Applies for numbers in a pool; an operator brings them or says no.
    public struct CreateNumberApplication: VolcengineRequest {
        public var numberPoolNo: String
        public var numberType: NumberType
        /// That of the pool.
        public var subServiceType: SubServiceType?
        public var numberPurpose: String?
        public var qualificationNo: String?
        public var remark: String?
        /// 1 to 100.
        public var cities: [City]

        public init(
            numberPoolNo: String, numberType: NumberType, subServiceType: SubServiceType? = nil,
            numberPurpose: String? = nil, qualificationNo: String? = nil, remark: String? = nil, cities: [City]
        ) {
            self.numberPoolNo = numberPoolNo
            self.numberType = numberType
            self.subServiceType = subServiceType
            self.numberPurpose = numberPurpose
            self.qualificationNo = qualificationNo
            self.remark = remark
            self.cities = cities
        }

        private enum CodingKeys: String, CodingKey {
            case numberPoolNo = "NumberPoolNo"
            case numberType = "NumberType"
            case subServiceType = "SubServiceType"
            case numberPurpose = "NumberPurpose"
            case qualificationNo = "QualificationNo"
            case remark = "Remark"
            case cities = "NumberApplicationCityItemList"
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var applyBillID: String

            private enum CodingKeys: String, CodingKey {
                case applyBillID = "ApplyBillId"
            }
        }

        /// How many numbers are wanted of a city.
        public struct City: Codable, Hashable, Sendable {
            public var cityCode: String
            public var numberCount: Int

            public init(cityCode: String, numberCount: Int) {
                self.cityCode = cityCode
                self.numberCount = numberCount
            }

            private enum CodingKeys: String, CodingKey {
                case cityCode = "CityCode"
                case numberCount = "NumberCount"
            }
        }
    }
}
