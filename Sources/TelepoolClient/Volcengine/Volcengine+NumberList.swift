extension Volcengine {
    /// Lists the numbers in the account's pools.
    public struct NumberList: VolcengineRequest {
        /// Only these, at most 500.
        public var numbers: [String]?
        public var numberPoolNo: String?
        public var numberPoolTypeCode: SubServiceType?
        public var numberStatusCode: NumberStatus?
        public var numberTypeCode: NumberType?
        /// How many to pass over.
        public var offset: Int?
        /// How many at most, 1 to 500; 20 where it is left out.
        public var limit: Int?

        public init(
            numbers: [String]? = nil, numberPoolNo: String? = nil, numberPoolTypeCode: SubServiceType? = nil,
            numberStatusCode: NumberStatus? = nil, numberTypeCode: NumberType? = nil, offset: Int? = nil,
            limit: Int? = nil
        ) {
            self.numbers = numbers
            self.numberPoolNo = numberPoolNo
            self.numberPoolTypeCode = numberPoolTypeCode
            self.numberStatusCode = numberStatusCode
            self.numberTypeCode = numberTypeCode
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case numbers = "NumberList"
            case numberPoolNo = "NumberPoolNo"
            case numberPoolTypeCode = "NumberPoolTypeCode"
            case numberStatusCode = "NumberStatusCode"
            case numberTypeCode = "NumberTypeCode"
            case offset = "Offset"
            case limit = "Limit"
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var records: [Record]
            /// How many match, on all pages.
            public var total: Int
            public var limit: Int?
            public var offset: Int?

            private enum CodingKeys: String, CodingKey {
                case records = "Records"
                case total = "Total"
                case limit = "Limit"
                case offset = "Offset"
            }
        }

        /// A number.
        public struct Record: Codable, Hashable, Sendable {
            public var number: String
            public var numberStatusCode: NumberStatus
            public var numberStatusDesc: String?
            public var numberTypeCode: NumberType
            public var numberTypeDesc: String?
            /// The city.
            public var numberLocation: String?
            /// In Beijing, `2022-09-23 02:57:15`.
            public var numberPurchaseTime: String?
            public var numberPoolNo: String
            public var numberPoolName: String?
            public var numberPoolTypeCode: SubServiceType?
            public var numberPoolTypeDesc: String?
            public var serviceTypeCode: ServiceType?
            public var serviceTypeDesc: String?
            public var qualificationNo: String?
            public var currentBindCount: Int?

            private enum CodingKeys: String, CodingKey {
                case number = "Number"
                case numberStatusCode = "NumberStatusCode"
                case numberStatusDesc = "NumberStatusDesc"
                case numberTypeCode = "NumberTypeCode"
                case numberTypeDesc = "NumberTypeDesc"
                case numberLocation = "NumberLocation"
                case numberPurchaseTime = "NumberPurchaseTime"
                case numberPoolNo = "NumberPoolNo"
                case numberPoolName = "NumberPoolName"
                case numberPoolTypeCode = "NumberPoolTypeCode"
                case numberPoolTypeDesc = "NumberPoolTypeDesc"
                case serviceTypeCode = "ServiceTypeCode"
                case serviceTypeDesc = "ServiceTypeDesc"
                case qualificationNo = "QualificationNo"
                case currentBindCount = "CurrentBindCount"
            }
        }
    }
}

extension Volcengine.NumberList: ListingRequest {
    public static func elements(of page: Response) -> [Record] { page.records }

    public func next(after page: Response) -> Volcengine.NumberList? {
        guard let offset = followingOffset(after: page, at: self.offset) else { return nil }
        var next = self
        next.offset = offset
        return next
    }
}

extension Volcengine.NumberList.Response: CountedPage {}
