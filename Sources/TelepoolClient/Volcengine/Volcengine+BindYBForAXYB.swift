extension Volcengine {
    /// Binds B, through a number Y, to an AXYB binding.
    public struct BindYBForAXYB: VolcengineRequest {
        public var numberPoolNo: String
        /// The AXYB binding.
        public var parentSubID: String
        public var phoneNoB: String
        public var phoneNoY: String?
        /// For how long, in seconds.
        public var enableDuration: Int
        public var audioRecordFlag: Int?
        public var callDisplayType: Int?
        public var userData: String?
        public var outID: String?
        /// The area code of the city that the number should be of.
        public var cityCode: String?
        /// `A` or `B`: of the city of that party.
        public var cityCodeByPhoneNo: String?
        /// Up to five cities to fall back to; `PNPC` is the capital of the province.
        public var degradeCityList: [String]?
        /// 1 picks at random among those that fit.
        public var randomFlag: Int?

        public init(
            numberPoolNo: String, parentSubID: String, phoneNoB: String, phoneNoY: String? = nil, enableDuration: Int,
            audioRecordFlag: Int? = nil, callDisplayType: Int? = nil, userData: String? = nil, outID: String? = nil,
            cityCode: String? = nil, cityCodeByPhoneNo: String? = nil, degradeCityList: [String]? = nil,
            randomFlag: Int? = nil
        ) {
            self.numberPoolNo = numberPoolNo
            self.parentSubID = parentSubID
            self.phoneNoB = phoneNoB
            self.phoneNoY = phoneNoY
            self.enableDuration = enableDuration
            self.audioRecordFlag = audioRecordFlag
            self.callDisplayType = callDisplayType
            self.userData = userData
            self.outID = outID
            self.cityCode = cityCode
            self.cityCodeByPhoneNo = cityCodeByPhoneNo
            self.degradeCityList = degradeCityList
            self.randomFlag = randomFlag
        }

        private enum CodingKeys: String, CodingKey {
            case numberPoolNo = "NumberPoolNo"
            case parentSubID = "ParentSubId"
            case phoneNoB = "PhoneNoB"
            case phoneNoY = "PhoneNoY"
            case enableDuration = "EnableDuration"
            case audioRecordFlag = "AudioRecordFlag"
            case callDisplayType = "CallDisplayType"
            case userData = "UserData"
            case outID = "OutId"
            case cityCode = "CityCode"
            case cityCodeByPhoneNo = "CityCodeByPhoneNo"
            case degradeCityList = "DegradeCityList"
            case randomFlag = "RandomFlag"
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var subID: String
            public var phoneNoY: String
            public var status: Int

            private enum CodingKeys: String, CodingKey {
                case subID = "SubId"
                case phoneNoY = "PhoneNoY"
                case status = "Status"
            }
        }
    }
}
