extension Volcengine {
    /// Lists applications for numbers, newest first. Times are in Beijing: `2022-09-23 02:57:15`.
    public struct QueryNumberApplyRecordList: VolcengineRequest {
        public var applyBillID: String?
        public var applyStatusCode: Int?
        public var subServiceType: SubServiceType?
        public var numberType: NumberType?
        public var applyTimeLowerBound: String?
        public var applyTimeUpperBound: String?
        public var updateTimeLowerBound: String?
        public var updateTimeUpperBound: String?
        /// How many to pass over.
        public var offset: Int?
        /// How many at most, 1 to 500; 20 where it is left out.
        public var limit: Int?

        public init(
            applyBillID: String? = nil, applyStatusCode: Int? = nil, subServiceType: SubServiceType? = nil,
            numberType: NumberType? = nil, applyTimeLowerBound: String? = nil, applyTimeUpperBound: String? = nil,
            updateTimeLowerBound: String? = nil, updateTimeUpperBound: String? = nil, offset: Int? = nil,
            limit: Int? = nil
        ) {
            self.applyBillID = applyBillID
            self.applyStatusCode = applyStatusCode
            self.subServiceType = subServiceType
            self.numberType = numberType
            self.applyTimeLowerBound = applyTimeLowerBound
            self.applyTimeUpperBound = applyTimeUpperBound
            self.updateTimeLowerBound = updateTimeLowerBound
            self.updateTimeUpperBound = updateTimeUpperBound
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case applyBillID = "ApplyBillId"
            case applyStatusCode = "ApplyStatusCode"
            case subServiceType = "SubServiceType"
            case numberType = "NumberType"
            case applyTimeLowerBound = "ApplyTimeLowerBound"
            case applyTimeUpperBound = "ApplyTimeUpperBound"
            case updateTimeLowerBound = "UpdateTimeLowerBound"
            case updateTimeUpperBound = "UpdateTimeUpperBound"
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

        /// An application.
        public struct Record: Codable, Hashable, Sendable {
            public var id: Int
            public var applyBillID: String
            public var applyTime: String?
            public var applyStatusCode: Int
            public var applyStatusDesc: String?
            public var subServiceTypeCode: SubServiceType?
            public var subServiceTypeDesc: String?
            public var numberPoolNo: String?
            public var numberPoolName: String?
            public var numberTypeCode: NumberType?
            public var numberTypeDesc: String?
            public var qualificationNo: String?
            public var updateTime: String?
            /// Why it was refused.
            public var notes: String?
            public var cities: [City]?

            private enum CodingKeys: String, CodingKey {
                case id = "Id"
                case applyBillID = "ApplyBillId"
                case applyTime = "ApplyTime"
                case applyStatusCode = "ApplyStatusCode"
                case applyStatusDesc = "ApplyStatusDesc"
                case subServiceTypeCode = "SubServiceTypeCode"
                case subServiceTypeDesc = "SubServiceTypeDesc"
                case numberPoolNo = "NumberPoolNo"
                case numberPoolName = "NumberPoolName"
                case numberTypeCode = "NumberTypeCode"
                case numberTypeDesc = "NumberTypeDesc"
                case qualificationNo = "QualificationNo"
                case updateTime = "UpdateTime"
                case notes = "Notes"
                case cities = "DetailList"
            }
        }

        /// What has come of the numbers that were asked for of a city.
        public struct City: Codable, Hashable, Sendable {
            public var numberLocation: String?
            public var applyNumberCount: Int
            public var importNumberCount: Int

            private enum CodingKeys: String, CodingKey {
                case numberLocation = "NumberLocation"
                case applyNumberCount = "ApplyNumberCount"
                case importNumberCount = "ImportNumberCount"
            }
        }
    }
}

extension Volcengine.QueryNumberApplyRecordList: ListingRequest {
    public static func elements(of page: Response) -> [Record] { page.records }

    public func next(after page: Response) -> Volcengine.QueryNumberApplyRecordList? {
        guard let offset = followingOffset(after: page, at: self.offset) else { return nil }
        var next = self
        next.offset = offset
        return next
    }
}

extension Volcengine.QueryNumberApplyRecordList.Response: CountedPage {}
