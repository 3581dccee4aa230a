extension Operator {
    /// Lists the reservations of a pool that are in force, in the order in which they were made.
    public struct ListNumberReservations: OperatorRequest, Decodable {
        public static let route = "GET /telepool/v1/number-pools/{number_pool_no}/reservations"

        public var numberPoolNo: String
        /// Behind which element the page begins: `next` of the page before.
        public var after: String?
        /// How many at most.
        public var limit: Int?

        public init(numberPoolNo: String, after: String? = nil, limit: Int? = nil) {
            self.numberPoolNo = numberPoolNo
            self.after = after
            self.limit = limit
        }

        private enum CodingKeys: String, CodingKey {
            case numberPoolNo = "number_pool_no"
            case after
            case limit
        }

        /// A page of the list.
        public struct Response: Codable, Hashable, Sendable {
            public var reservations: [NumberReservation]
            /// Where the next page begins; `nil` on the last one.
            public var next: String?
        }
    }
}

extension Operator.ListNumberReservations: ListingRequest {
    public static func elements(of page: Response) -> [Operator.NumberReservation] { page.reservations }

    public func next(after page: Response) -> Operator.ListNumberReservations? {
        guard let after = page.next else { return nil }
        var next = self
        next.after = after
        return next
    }
}
