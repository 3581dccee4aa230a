extension Operator {
    /// Takes usage records in; a record of a source that comes again counts once.
    public struct ImportUsage: OperatorImport, Decodable {
        public typealias Response = ImportSummary

        public static let route = "POST /telepool/v1/usage"

        /// Who reports records that do not say it themselves.
        public var source: String?
        /// At most 10,000; in the order of the file.
        public var rows: [Row]

        public init(source: String? = nil, rows: [Row]) {
            self.source = source
            self.rows = rows
        }

        /// A row.
        public struct Row: Codable, Hashable, Sendable {
            public var recordID: String
            /// One of this, `imsi` and `msisdn`.
            public var iccid: String?
            public var imsi: String?
            public var msisdn: String?
            /// RFC 3339.
            public var at: String
            /// Counts as down.
            public var bytes: Int?
            public var upBytes: Int?
            public var downBytes: Int?
            public var source: String?

            public init(
                recordID: String, iccid: String? = nil, imsi: String? = nil, msisdn: String? = nil, at: String,
                bytes: Int? = nil, upBytes: Int? = nil, downBytes: Int? = nil, source: String? = nil
            ) {
                self.recordID = recordID
                self.iccid = iccid
                self.imsi = imsi
                self.msisdn = msisdn
                self.at = at
                self.bytes = bytes
                self.upBytes = upBytes
                self.downBytes = downBytes
                self.source = source
            }

            private enum CodingKeys: String, CodingKey {
                case recordID = "record_id"
                case iccid
                case imsi
                case msisdn
                case at
                case bytes
                case upBytes = "up_bytes"
                case downBytes = "down_bytes"
                case source
            }
        }
    }
}
