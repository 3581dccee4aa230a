extension Volcengine {
    /// Binds A to a given number X, through which anybody reaches A.
    public struct BindAXN: VolcengineRequest {
        public typealias Response = BindingResult

        public var numberPoolNo: String
        public var phoneNoA: String
        public var phoneNoB: String?
        public var phoneNoX: String
        /// When it ends, in seconds since 1970; more than a minute from now.
        public var expireTime: Int
        /// Whether calls are recorded: 0 or 1.
        public var audioRecordFlag: Int?
        public var callDisplayType: Int?
        /// At most 2048 characters, told to whoever asks for the binding.
        public var userData: String?
        /// An id of the caller's own, at most 128 characters.
        public var outID: String?

        public init(
            numberPoolNo: String, phoneNoA: String, phoneNoB: String? = nil, phoneNoX: String, expireTime: Int,
            audioRecordFlag: Int? = nil, callDisplayType: Int? = nil, userData: String? = nil, outID: String? = nil
        ) {
            self.numberPoolNo = numberPoolNo
            self.phoneNoA = phoneNoA
            self.phoneNoB = phoneNoB
            self.phoneNoX = phoneNoX
            self.expireTime = expireTime
            self.audioRecordFlag = audioRecordFlag
            self.callDisplayType = callDisplayType
            self.userData = userData
            self.outID = outID
        }

        private enum CodingKeys: String, CodingKey {
            case numberPoolNo = "NumberPoolNo"
            case phoneNoA = "PhoneNoA"
            case phoneNoB = "PhoneNoB"
            case phoneNoX = "PhoneNoX"
            case expireTime = "ExpireTime"
            case audioRecordFlag = "AudioRecordFlag"
            case callDisplayType = "CallDisplayType"
            case userData = "UserData"
            case outID = "OutId"
        }
    }
}
