extension Operator {
    /// Notes whether a short message was delivered or has failed.
    public struct ReportSMSResult: OperatorRequest, Decodable {
        public static let route = "POST /telepool/v1/sms-outbox/{id}/result"

        public var id: Int
        /// `delivered` or `failed`.
        public var status: String

        public init(id: Int, status: String) {
            self.id = id
            self.status = status
        }

        /// The answer.
        public struct Response: Codable, Hashable, Sendable {
            public var id: Int
            public var status: String
            public var received: String?
        }
    }
}
