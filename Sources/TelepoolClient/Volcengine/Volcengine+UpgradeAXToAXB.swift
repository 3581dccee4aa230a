extension Volcengine {
    /// Gives an AX binding its B.
    public struct UpgradeAXToAXB: VolcengineRequest {
        public typealias Response = BindingResult

        public var numberPoolNo: String
        public var subID: String
        public var phoneNoB: String
        public var callDisplayType: Int?
        public var userData: String?
        public var outID: String?

        public init(
            numberPoolNo: String, subID: String, phoneNoB: String, callDisplayType: Int? = nil, userData: String? = nil,
            outID: String? = nil
        ) {
            self.numberPoolNo = numberPoolNo
            self.subID = subID
            self.phoneNoB = phoneNoB
            self.callDisplayType = callDisplayType
            self.userData = userData
            self.outID = outID
        }

        private enum CodingKeys: String, CodingKey {
            case numberPoolNo = "NumberPoolNo"
            case subID = "SubId"
            case phoneNoB = "PhoneNoB"
            case callDisplayType = "CallDisplayType"
            case userData = "UserData"
            case outID = "OutId"
        }
    }
}
