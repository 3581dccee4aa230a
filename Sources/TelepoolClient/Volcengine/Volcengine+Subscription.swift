extension Volcengine {
    /// A binding as the operations show it that look it up.
    public struct Subscription: Codable, Hashable, Sendable {
        public var subID: String
        /// The AXYB binding that a YB binding belongs to.
        public var parentSubID: String?
        public var phoneNoA: String?
        public var phoneNoB: String?
        public var phoneNoX: String?
        /// What a YB binding has instead of X.
        public var phoneNoY: String?
        public var phoneNoE: String?
        /// 0 ended, 1 in force.
        public var status: Int
        /// Whether calls are recorded: 0 or 1.
        public var recordFlag: Int?
        /// Seconds since 1970 of a single binding; in lists a time in Beijing, `2022-09-23 02:57:15`.
        public var enableTime: String?
        /// As `enableTime`.
        public var expireTime: String?
        public var callDisplayType: Int?
        public var callDisplayTypeName: String?
        public var userData: String?
        public var outID: String?

        private enum CodingKeys: String, CodingKey {
            case subID = "SubId"
            case parentSubID = "ParentSubId"
            case phoneNoA = "PhoneNoA"
            case phoneNoB = "PhoneNoB"
            case phoneNoX = "PhoneNoX"
            case phoneNoY = "PhoneNoY"
            case phoneNoE = "PhoneNoE"
            case status = "Status"
            case recordFlag = "RecordFlag"
            case enableTime = "EnableTime"
            case expireTime = "ExpireTime"
            case callDisplayType = "CallDisplayType"
            case callDisplayTypeName = "CallDisplayTypeName"
            case userData = "UserData"
            case outID = "OutId"
        }
    }
}
