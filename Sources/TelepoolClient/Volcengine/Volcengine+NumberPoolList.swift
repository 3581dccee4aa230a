extension Volcengine {
    /// Lists number pools, newest first.
    public struct NumberPoolList: VolcengineRequest {
        public var numberPoolNo: String?
        /// Part of the name.
        public var numberPoolName: String?
        public var serviceType: ServiceType?
        public var subServiceType: SubServiceType?
        /// How many to pass over.
        public var offset: Int?
        /// How many at most, 1 to 500; 20 where it is left out.
        public var limit: Int?

        public init(
            numberPoolNo: String? = nil, numberPoolName: String? = nil, serviceType: ServiceType? = nil,
            subServiceType: SubServiceType? = nil, offset: Int? = nil, limit: Int? = nil
        ) {
            self.numberPoolNo = numberPoolNo
            self.numberPoolName = numberPoolName
            self.serviceType = serviceType
            self.subServiceType = subServiceType
            self.offset = offset
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case numberPoolNo = "NumberPoolNo"
            case numberPoolName = "NumberPoolName"
            case serviceType = "ServiceType"
            case subServiceType = "SubServiceType"
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

        /// A number pool.
        public struct Record: Codable, Hashable, Sendable {
            public var numberPoolName: String
            public var numberPoolNo: String
            public var serviceType: ServiceType
            public var serviceTypeName: String?
            public var subServiceType: SubServiceType
            public var subServiceTypeName: String?
            public var numberCount: Int

            private enum CodingKeys: String, CodingKey {
                case numberPoolName = "NumberPoolName"
                case numberPoolNo = "NumberPoolNo"
                case serviceType = "ServiceType"
                case serviceTypeName = "ServiceTypeName"
                case subServiceType = "SubServiceType"
                case subServiceTypeName = "SubServiceTypeName"
                case numberCount = "NumberCount"
            }
        }
    }
}

extension Volcengine.NumberPoolList: ListingRequest {
    public static func elements(of page: Response) -> [Record] { page.records }

    public func next(after page: Response) -> Volcengine.NumberPoolList? {
        guard let offset = followingOffset(after: page, at: self.offset) else { return nil }
        var next = self
        next.offset = offset
        return next
    }
}

extension Volcengine.NumberPoolList.Response: CountedPage {}
