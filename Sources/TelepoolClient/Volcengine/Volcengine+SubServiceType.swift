extension Volcengine {
    /// The kinds of each ``ServiceType``. There may be others.
    public struct SubServiceType: RawRepresentable, Codable, Hashable, Sendable {
        /// 语音SIP
        public static let voiceSIP = SubServiceType(rawValue: 101)
        /// 语音通知
        public static let voiceNotification = SubServiceType(rawValue: 102)
        /// 双向呼叫
        public static let twoWayCall = SubServiceType(rawValue: 103)
        /// 智能外呼
        public static let smartOutboundCall = SubServiceType(rawValue: 104)
        /// 双呼lite
        public static let twoWayCallLite = SubServiceType(rawValue: 105)
        /// 双呼 mobile
        public static let twoWayCallMobile = SubServiceType(rawValue: 106)
        /// 云联络中心
        public static let cloudContactCenter = SubServiceType(rawValue: 107)
        /// 号码托管
        public static let numberHosting = SubServiceType(rawValue: 108)
        public static let axb = SubServiceType(rawValue: 201)
        public static let axn = SubServiceType(rawValue: 202)
        public static let axne = SubServiceType(rawValue: 203)
        public static let axyb = SubServiceType(rawValue: 204)
        public static let paxyb = SubServiceType(rawValue: 205)
        public static let axg = SubServiceType(rawValue: 206)

        public var rawValue: Int

        public init(rawValue: Int) {
            self.rawValue = rawValue
        }
    }
}
