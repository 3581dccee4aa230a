extension Huawei {
    /// Lists short messages and what has become of them.
    public struct ListSmsDetails: HuaweiRequest {
        public static let route = "GET /v1/sms-send-infos/details"

        public var cid: String?
        public var startTime: String?
        public var endTime: String?
        /// The number of the page, from 1.
        public var offset: Int?
        /// How many on a page, 10 to 500; 10 where it is left out.
        public var limit: Int?

        public init(
            cid: String? = nil, startTime: String? = nil, endTime: String? = nil, offset: Int? = nil, limit: Int? = nil
        ) {
            self.cid = cid
            self.startTime = startTime
            self.endTime = endTime
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case cid
            case startTime = "start_time"
            case endTime = "end_time"
            case offset
            case limit
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var limit: Int
            public var offset: Int
            /// How many there are on all pages.
            public var count: Int
            public var smsDetails: [Message]

            private enum CodingKeys: String, CodingKey {
                case limit
                case offset
                case count
                case smsDetails = "sms_details"
            }
        }

        /// A short message.
        public struct Message: Codable, Hashable, Sendable {
            public var cid: String?
            public var msisdn: String?
            public var sentTime: String?
            public var receivedTime: String?
            public var smsStatus: Int?
            public var smsContent: String?

            private enum CodingKeys: String, CodingKey {
                case cid
                case msisdn
                case sentTime = "sent_time"
                case receivedTime = "received_time"
                case smsStatus = "sms_status"
                case smsContent = "sms_content"
            }
        }
    }
}

extension Huawei.ListSmsDetails: ListingRequest {
    public static func elements(of page: Response) -> [Message] { page.smsDetails }

    public func next(after page: Response) -> Huawei.ListSmsDetails? {
        guard let number = followingPage(after: page, at: offset) else { return nil }
        var next = self
        next.offset = number
        return next
    }
}

extension Huawei.ListSmsDetails.Response: HuaweiPage {}
