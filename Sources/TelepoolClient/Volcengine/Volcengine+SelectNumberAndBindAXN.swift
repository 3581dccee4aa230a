extension Volcengine {
    /// Selects a number X and binds A to it, so that anybody reaches A through it.
    public struct SelectNumberAndBindAXN: VolcengineRequest {
        public typealias Response = BindingResult

        public var numberPoolNo: String
        public var phoneNoA: String
        public var phoneNoB: String?
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

        public init(
            numberPoolNo: String, phoneNoA: String, phoneNoB: String? = nil, expireTime: Int,
            audioRecordFlag: Int? = nil, callDisplayType: Int? = nil, userData: String? = nil, outID: String? = nil,
            cityCode: String? = nil, cityCodeByPhoneNo: String? = nil, degradeCityList: [String]? = nil,
            randomFlag: Int? = nil
        ) {
            self.numberPoolNo = numberPoolNo
            self.phoneNoA = phoneNoA
            self.phoneNoB = phoneNoB
            self.expireTime = expireTime
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
            case phoneNoA = "PhoneNoA"
            case phoneNoB = "PhoneNoB"
            case expireTime = "ExpireTime"
            case audioRecordFlag = "AudioRecordFlag"
            case callDisplayType = "CallDisplayType"
            case userData = "UserData"
            case outID = "OutId"
            case cityCode = "CityCode"
            case cityCodeByPhoneNo = "CityCodeByPhoneNo"
            case degradeCityList = "DegradeCityList"
            case randomFlag = "RandomFlag"
        }
    }
}
