extension Huawei {
    /// Sends a short message to cards, or to all cards of an order.
    public struct SendSms: HuaweiRequest {
        public typealias Response = String

        public static let route = "POST /v1/sms-send-infos"

        /// At most 1000 characters.
        public var smsContent: String
        public var templateID: Int?
        /// At most 500.
        public var cids: [String]?
        /// Where there are no container ids.
        public var orderID: Int?

        public init(smsContent: String, templateID: Int? = nil, cids: [String]? = nil, orderID: Int? = nil) {
            self.smsContent = smsContent
            self.templateID = templateID
            self.cids = cids
            self.orderID = orderID
        }

        private enum CodingKeys: String, CodingKey {
            case smsContent = "sms_content"
            case templateID = "template_id"
            case cids
            case orderID = "order_id"
        }
    }
}
