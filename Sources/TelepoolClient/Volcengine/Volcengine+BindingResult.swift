extension Volcengine {
    /// What is answered by the operations that bind.
    public struct BindingResult: Codable, Hashable, Sendable {
        /// The id of the binding.
        public var subID: String
        public var phoneNoX: String
        public var phoneNoXCityCode: String?
        public var phoneNoA: String?
        public var phoneNoACityCode: String?
        public var phoneNoB: String?
        public var phoneNoBCityCode: String?
        /// The extension of an AXNE binding.
        public var phoneNoE: String?
        /// 0 ended, 1 in force.
        public var status: Int?

        private enum CodingKeys: String, CodingKey {
            case subID = "SubId"
            case phoneNoX = "PhoneNoX"
            case phoneNoXCityCode = "PhoneNoXCityCode"
            case phoneNoA = "PhoneNoA"
            case phoneNoACityCode = "PhoneNoACityCode"
            case phoneNoB = "PhoneNoB"
            case phoneNoBCityCode = "PhoneNoBCityCode"
            case phoneNoE = "PhoneNoE"
            case status = "Status"
        }
    }
}
