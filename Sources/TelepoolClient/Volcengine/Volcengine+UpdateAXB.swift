extension Volcengine {
    /// Changes the parties, the end or the data of an AXB binding that is in force.
    public struct UpdateAXB: VolcengineRequest {
        public typealias Response = Bool

        public var numberPoolNo: String
        public var subID: String
        /// The one thing that changes: `updatePhoneNoA`, `updatePhoneNoB`, `updateExpireTime`, `updateUserData` or
        /// `updateOutId`; without it, everything that is given.
        public var updateType: String?
        public var phoneNoA: String?
        public var phoneNoB: String?
        public var expireTime: Int?
        public var userData: String?
        public var outID: String?

        public init(
            numberPoolNo: String, subID: String, updateType: String? = nil, phoneNoA: String? = nil,
            phoneNoB: String? = nil, expireTime: Int? = nil, userData: String? = nil, outID: String? = nil
        ) {
            self.numberPoolNo = numberPoolNo
            self.subID = subID
            self.updateType = updateType
            self.phoneNoA = phoneNoA
            self.phoneNoB = phoneNoB
            self.expireTime = expireTime
            self.userData = userData
            self.outID = outID
        }

        private enum CodingKeys: String, CodingKey {
            case numberPoolNo = "NumberPoolNo"
            case subID = "SubId"
            case updateType = "UpdateType"
            case phoneNoA = "PhoneNoA"
            case phoneNoB = "PhoneNoB"
            case expireTime = "ExpireTime"
            case userData = "UserData"
            case outID = "OutId"
        }
    }
}
