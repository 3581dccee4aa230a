extension Volcengine {
    /// Binds A to a number X and, if B is known, B to a number Y, so that each sees another number than the other.
    public struct BindAXYB: VolcengineRequest {
        public var numberPoolNo: String
        /// The pool of Y.
        public var numberPoolNoY: String
        public var phoneNoA: String
        public var phoneNoB: String?
        public var phoneNoX: String?
        public var phoneNoY: String?
        /// How long B stays bound to Y, in seconds.
        public var ybEnableDuration: Int
        /// 0 leaves B unbound for now.
        public var autoCreateFlag: Int?
        public var ybAudioRecordFlag: Int?
        /// When it ends, in seconds since 1970; more than a minute from now.
        public var expireTime: Int
        /// Whether calls are recorded: 0 or 1.
        public var audioRecordFlag: Int?
        public var callDisplayType: Int?
        /// At most 2048 characters, told to whoever asks for the binding.
        public var userData: String?
        /// An id of the caller's own, at most 128 characters.
        public var outID: String?
        /// The area code of the city that the number should be of.
        public var cityCode: String?
        /// `A` or `B`: of the city of that party.
        public var cityCodeByPhoneNo: String?
        /// Up to five cities to fall back to; `PNPC` is the capital of the province.
        public var degradeCityList: [String]?
        /// 1 picks at random among those that fit.
        public var randomFlag: Int?
        public var yCityCode: String?
        public var yCityCodeByPhoneNo: String?
        public var yDegradeCityList: [String]?
        public var randomFlagY: Int?

        public init(
            numberPoolNo: String, numberPoolNoY: String, phoneNoA: String, phoneNoB: String? = nil,
            phoneNoX: String? = nil, phoneNoY: String? = nil, ybEnableDuration: Int, autoCreateFlag: Int? = nil,
            ybAudioRecordFlag: Int? = nil, expireTime: Int, audioRecordFlag: Int? = nil, callDisplayType: Int? = nil,
            userData: String? = nil, outID: String? = nil, cityCode: String? = nil, cityCodeByPhoneNo: String? = nil,
            degradeCityList: [String]? = nil, randomFlag: Int? = nil, yCityCode: String? = nil,
            yCityCodeByPhoneNo: String? = nil, yDegradeCityList: [String]? = nil, randomFlagY: Int? = nil
        ) {
            self.numberPoolNo = numberPoolNo
            self.numberPoolNoY = numberPoolNoY
            self.phoneNoA = phoneNoA
            self.phoneNoB = phoneNoB
            self.phoneNoX = phoneNoX
            self.phoneNoY = phoneNoY
            self.ybEnableDuration = ybEnableDuration
            self.autoCreateFlag = autoCreateFlag
            self.ybAudioRecordFlag = ybAudioRecordFlag
            self.expireTime = expireTime
            self.audioRecordFlag = audioRecordFlag
            self.callDisplayType = callDisplayType
            self.userData = userData
            self.outID = outID
            self.cityCode = cityCode
            self.cityCodeByPhoneNo = cityCodeByPhoneNo
            self.degradeCityList = degradeCityList
            self.randomFlag = randomFlag
            self.yCityCode = yCityCode
            self.yCityCodeByPhoneNo = yCityCodeByPhoneNo
            self.yDegradeCityList = yDegradeCityList
            self.randomFlagY = randomFlagY
        }

        private enum CodingKeys: String, CodingKey {
            case numberPoolNo = "NumberPoolNo"
            case numberPoolNoY = "NumberPoolNoY"
            case phoneNoA = "PhoneNoA"
            case phoneNoB = "PhoneNoB"
            case phoneNoX = "PhoneNoX"
            case phoneNoY = "PhoneNoY"
            case ybEnableDuration = "YbEnableDuration"
            case autoCreateFlag = "AutoCreateFlag"
            case ybAudioRecordFlag = "YbAudioRecordFlag"
            case expireTime = "ExpireTime"
            case audioRecordFlag = "AudioRecordFlag"
            case callDisplayType = "CallDisplayType"
            case userData = "UserData"
            case outID = "OutId"
            case cityCode = "CityCode"
            case cityCodeByPhoneNo = "CityCodeByPhoneNo"
            case degradeCityList = "DegradeCityList"
            case randomFlag = "RandomFlag"
            case yCityCode = "YCityCode"
            case yCityCodeByPhoneNo = "YCityCodeByPhoneNo"
            case yDegradeCityList = "YDegradeCityList"
            case randomFlagY = "RandomFlagY"
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var subID: String
            public var phoneNoX: String
            public var status: Int
            public var phoneNoY: String?
            /// The id of the binding of B to Y.
            public var ybSubID: String?
            public var ybStatus: Int?

            private enum CodingKeys: String, CodingKey {
                case subID = "SubId"
                case phoneNoX = "PhoneNoX"
                case status = "Status"
                case phoneNoY = "PhoneNoY"
                case ybSubID = "YbSubId"
                case ybStatus = "YbStatus"
            }
        }
    }
}
